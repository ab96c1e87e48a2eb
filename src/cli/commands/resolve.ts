import { resolve as lookUp, type Resolved } from '#engine/converse/index.ts';
import { printable } from '#engine/exporters/index.ts';
import type { Command } from '../command.ts';
import { inputFlags, inputOf, networkOf } from '../inputs.ts';
import { outputFlag, outputOf } from '../output.ts';
import { codeFor, jsonText, report } from '../print.ts';
import { Stop } from '../stop.ts';

const formats = ['text', 'json'] as const;

/** As `dig` would print it: query by query, then what counts. */
function text({ queries, answer, endpoints }: Resolved): string {
	const asked = queries.flatMap(({ name, result, server, records }) => [
		`${name}  ${result}  ${server ? `(asked at ${server})` : '(by rule, no packet)'}`,
		...records.map((one) => `  ${one.name}  ${one.type}  ${one.value}`)
	]);
	return [
		...asked,
		'',
		`answer     ${answer.addresses.join(', ') || answer.result}`,
		`because    ${answer.because[0].says}`,
		`endpoints  ${endpoints.join(', ') || 'none'}`
	]
		.map((line) => `${printable(line)}\n`)
		.join('');
}

export const resolve: Command = {
	name: 'resolve',
	says: 'Look a name up as a pod would, query by query, and list the endpoints behind it.',
	usage:
		'resolve (-s SCENARIO[/VARIANT] | -f PATH...) [--cluster FILE] --from ENDPOINT NAME[:PORT] [options]',
	examples: [
		[
			'A Service, from a pod of the same namespace',
			'resolve -s clusterip --from shop/web cat-svc:80'
		],
		['As JSON', 'resolve -f manifests/ --from pod/shop/web example.com:443 -o json']
	],
	flags: {
		...inputFlags,
		from: { value: 'ENDPOINT', says: 'Who asks: pod/NS/NAME or NS/NAME, node/NAME, vm/NAME.' },
		output: outputFlag(formats)
	},
	words: true,
	async run(given, terminal) {
		const format = outputOf(given, formats);
		const [name, ...rest] = given.words;
		const from = given.one('from');
		if (name === undefined || rest.length)
			throw new Stop(2, 'resolve takes one name', 'write NAME or NAME:PORT');
		if (from === null) throw new Stop(2, '--from is missing', 'who asks decides what is found');
		const input = await inputOf(given, terminal);
		const network = networkOf(input, terminal);
		const { problems, ignored } = network.world;
		const answer = lookUp(network, from, name);
		if ('mistake' in answer) {
			report({ problems, ignored }, terminal);
			throw new Stop(2, answer.mistake.says, answer.mistake.try);
		}
		const { resolved } = answer;
		report({ problems: [...problems, ...resolved.problems], ignored }, terminal);
		terminal.out(format === 'json' ? jsonText(resolved) : text(resolved));
		return codeFor(problems);
	}
};
