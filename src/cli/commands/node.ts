import { nodeDocument } from '#engine/exporters/index.ts';
import { ipsetRestore } from '#engine/iptables/print-sets.ts';
import { iptablesSave } from '#engine/iptables/print.ts';
import { didYouMean, type Command } from '../command.ts';
import { inputFlags, inputOf, networkOf } from '../inputs.ts';
import { outputFlag, outputOf } from '../output.ts';
import { codeFor, jsonText, report } from '../print.ts';
import { Stop } from '../stop.ts';

const formats = ['iptables', 'ipset', 'json'] as const;

export const node: Command = {
	name: 'node',
	says: 'Print everything that one node holds: links, addresses, neighbours, routes, sysctls, sets and rules.',
	usage: 'node (-s SCENARIO[/VARIANT] | -f PATH...) [--cluster FILE] --node NAME [options]',
	examples: [
		[
			'The rules of a node, as iptables-save prints them',
			'node -s clusterip --node aks-nodepool1-000000'
		],
		[
			'The sets of a policy engine, as ipset restore takes them',
			'node -s restrict-all-then-allow-frontend --node aks-nodepool1-000000 -o ipset'
		],
		['All of it', 'node -s clusterip --node aks-nodepool1-000000 -o json']
	],
	flags: {
		...inputFlags,
		node: { value: 'NAME', says: 'Name of the node.' },
		output: outputFlag(formats)
	},
	async run(given, terminal) {
		const format = outputOf(given, formats);
		const input = await inputOf(given, terminal);
		const network = networkOf(input, terminal);
		const { world } = network;
		const names = world.nodes.map(({ name }) => name);
		const name = given.one('node')?.replace(/^node\//, '');
		if (name === undefined) throw new Stop(2, '--node is missing', `nodes are ${names.join(', ')}`);
		report(world, terminal);
		if (!names.includes(name)) throw new Stop(2, `unknown node: ${name}`, didYouMean(name, names));
		const config = network.node(name);
		const printed = {
			iptables: () => iptablesSave(config.rules),
			ipset: () => ipsetRestore(config.ipsets),
			json: () => jsonText(nodeDocument(config))
		};
		terminal.out(printed[format]());
		return codeFor(world.problems);
	}
};
