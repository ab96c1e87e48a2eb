import { trace as walk } from '#engine/converse/index.ts';
import { branches } from '#engine/expect/index.ts';
import { exporters } from '#engine/exporters/index.ts';
import type { Network } from '#engine/network.ts';
import type { Question } from '#engine/question.ts';
import type { LessonPacket } from '#engine/scenario/index.ts';
import { protocols, type Protocol } from '#engine/types.ts';
import { branchesText, branchOf } from '../branches-text.ts';
import { didYouMean, type Arguments, type Command } from '../command.ts';
import { inputFlags, inputOf, networkOf, type Input } from '../inputs.ts';
import { outputFlag, outputOf } from '../output.ts';
import { codeFor, jsonText, painted, report, safeJson } from '../print.ts';
import { Stop, type ExitCode } from '../stop.ts';
import type { Terminal } from '../terminal.ts';

const formats = exporters.map(({ id }) => id);

function protocolOf(given: Arguments): Protocol | null {
	const word = given.one('protocol')?.toLowerCase() ?? null;
	const protocol = protocols.find((one) => one === word);
	if (word !== null && !protocol)
		throw new Stop(2, `unknown protocol: ${word}`, didYouMean(word, protocols));
	return protocol ?? null;
}

function portOf(given: Arguments): number | null {
	const word = given.one('source-port');
	if (word === null) return null;
	const port = /^\d{1,5}$/.test(word) ? Number(word) : 0;
	if (port < 1 || port > 65535)
		throw new Stop(2, `not a port: ${word}`, 'write a number from 1 to 65535');
	return port;
}

/** Both ends as given, or those of the lesson's first packet. */
function endsOf(
	given: Arguments,
	{ packet, isScenario }: Input
): Pick<LessonPacket, 'from' | 'to' | 'protocol'> {
	const [from, to, protocol] = [given.one('from'), given.one('to'), protocolOf(given)];
	if (from !== null && to !== null) return { from, to, protocol };
	if (from !== null || to !== null)
		throw new Stop(2, `--${from === null ? 'from' : 'to'} is missing`, 'give both ends');
	if (packet) return { from: packet.from, to: packet.to, protocol: protocol ?? packet.protocol };
	throw new Stop(
		2,
		'--from and --to are missing',
		isScenario
			? 'the lesson sends no packet, so give both ends'
			: 'on files of your own both ends are needed'
	);
}

function questionOf(given: Arguments, input: Input): Question {
	const { from, to, protocol } = endsOf(given, input);
	const [sourcePort, at] = [portOf(given), given.one('at')];
	return {
		from,
		to,
		...(protocol && { protocol }),
		...(sourcePort && { sourcePort }),
		...(at !== null && { at }),
		...(given.has('again') && { again: 1 }),
		picks: given.all('pick'),
		ownsPods: input.isScenario
	};
}

/** Every branch as a row, or as JSON. */
function printBranches(
	network: Network,
	question: Question,
	format: string,
	terminal: Terminal
): ExitCode {
	if (format !== 'text' && format !== 'json')
		throw new Stop(2, `--branches has no output ${format}`, 'use -o text or -o json');
	const answer = branches(network, question);
	if ('mistake' in answer) throw new Stop(2, answer.mistake.says, answer.mistake.try);
	const { traces, complete } = answer;
	const rows = traces.map(branchOf);
	terminal.out(
		format === 'json'
			? jsonText({ version: 1, complete, branches: rows })
			: branchesText(rows, complete)
	);
	return codeFor(network.world.problems);
}

export const trace: Command = {
	name: 'trace',
	says: 'Send one packet and show every hop of its request, its reply and the next packet.',
	usage:
		'trace (-s SCENARIO[/VARIANT] | -f PATH...) [--cluster FILE] [--from ENDPOINT --to ENDPOINT] [options]',
	examples: [
		['The first packet of a lesson', 'trace -s clusterip'],
		['From a pod to a Service', 'trace -s clusterip --from shop/web --to service/shop/cat-svc:80'],
		[
			'On a cluster of your own, under another network model',
			'trace -f manifests/ --from internet --to service/shop/web:80 --model kubenet'
		],
		[
			'Every node and endpoint that may be chosen, with the odds',
			'trace -s loadbalancer-public --branches'
		],
		[
			'With the endpoint chosen by hand, as JSON',
			'trace -s nodeport --pick endpoint/shop/web:80=pod/shop/web-0 -o json'
		]
	],
	flags: {
		...inputFlags,
		from: {
			value: 'ENDPOINT',
			says: 'Who sends: pod/NS/NAME or NS/NAME, deployment/NS/NAME, node/NAME, vm/NAME, internet, an address.'
		},
		to: {
			value: 'ENDPOINT',
			says: 'To whom: as above with a port, service/NS/NAME:PORT, or a name that is looked up, as cat-svc.shop:80.'
		},
		protocol: {
			value: protocols.join('|'),
			says: "Default: tcp, or the protocol of the Service's port."
		},
		'source-port': { value: 'N', says: 'Port of the client; default 49152.' },
		at: {
			value: 'node/NAME',
			says: "Start at that node's eth0, before PREROUTING, and end where the packet leaves the node."
		},
		pick: {
			value: 'POINT=VALUE',
			many: true,
			says: 'Take this option where one of several is chosen; may be repeated.'
		},
		again: {
			says: 'Let the same client open a second connection after the first, over what the devices remember.'
		},
		branches: {
			says: 'Walk every choice, each with its probability, at most 256 branches; -o text or json.'
		},
		output: outputFlag(formats)
	},
	async run(given, terminal) {
		const format = outputOf(given, formats);
		const input = await inputOf(given, terminal);
		const question = questionOf(given, input);
		const network = networkOf(input, terminal);
		report(network.world, terminal);
		if (given.has('branches')) return printBranches(network, question, format, terminal);
		const answer = walk(network, question);
		if ('mistake' in answer) throw new Stop(2, answer.mistake.says, answer.mistake.try);
		const said = answer.trace.problems.slice(network.world.problems.length);
		report({ problems: said, ignored: [] }, terminal);
		const exporter = exporters.find(({ id }) => id === format)!;
		const text = exporter.print(answer.trace);
		const isText = format === 'text';
		terminal.out(!isText ? safeJson(text) : terminal.colours ? painted(text) : text);
		return codeFor(network.world.problems);
	}
};
