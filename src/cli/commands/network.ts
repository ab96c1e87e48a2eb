import { networkDocument } from '#engine/exporters/index.ts';
import type { Command } from '../command.ts';
import { inputFlags, inputOf, networkOf } from '../inputs.ts';
import { networkText } from '../network-text.ts';
import { outputFlag, outputOf } from '../output.ts';
import { codeFor, jsonText, report } from '../print.ts';

const formats = ['text', 'json'] as const;

export const network: Command = {
	name: 'network',
	says: 'Print what Azure holds: subnets with effective routes, security groups, load balancers, NICs.',
	usage: 'network (-s SCENARIO[/VARIANT] | -f PATH...) [--cluster FILE] [options]',
	examples: [
		['Of a lesson', 'network -s loadbalancer-public'],
		['Under another network model, as JSON', 'network -f manifests/ --model kubenet -o json']
	],
	flags: { ...inputFlags, output: outputFlag(formats) },
	async run(given, terminal) {
		const format = outputOf(given, formats);
		const compiled = networkOf(await inputOf(given, terminal), terminal);
		report(compiled.world, terminal);
		const document = networkDocument(compiled);
		terminal.out(format === 'json' ? jsonText(document) : networkText(document));
		return codeFor(compiled.world.problems);
	}
};
