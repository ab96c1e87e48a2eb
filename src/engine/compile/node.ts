/** Everything that a node holds, compiled when it is first asked for. */
import { modelOf } from '../models/index.ts';
import type { NodeConfig } from '../network.ts';
import type { Node, World } from '../world.ts';
import { ruleset, type Programmes } from './ruleset.ts';

export function nodeCompiler(world: World): (name: string) => NodeConfig {
	const model = modelOf(world.cluster.model);
	const nodes = new Map(world.nodes.map((node) => [node.name, node]));
	const known = new Map<string, NodeConfig>();
	let programmesOn: ((node: Node) => Programmes) | null = null;
	return (name) => {
		let config = known.get(name);
		if (!config) {
			const node = nodes.get(name);
			if (!node) throw new Error(`no such node: ${name}`);
			programmesOn ??= ruleset(world);
			config = { name, ...model.plumb(node, world), ...programmesOn(node) };
			known.set(name, config);
		}
		return config;
	};
}
