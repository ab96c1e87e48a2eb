/** Look-ups in the settled world, made once for each world. */
import type { Node, Pod, Subnet, VirtualNetwork, World } from '../../world.ts';

interface Index {
	readonly podsOn: ReadonlyMap<string, readonly Pod[]>;
	readonly placeOf: ReadonlyMap<
		string,
		{ readonly subnet: Subnet; readonly network: VirtualNetwork }
	>;
}

const indexes = new WeakMap<World, Index>();

/** A pod that has ended has given its address back. */
export const isAlive = (pod: Pod): boolean => pod.phase !== 'Succeeded' && pod.phase !== 'Failed';

function indexOf(world: World): Index {
	let index = indexes.get(world);
	if (!index) {
		index = {
			podsOn: Map.groupBy(world.pods.filter(isAlive), ({ node }) => node),
			placeOf: new Map(
				world.cluster.virtualNetworks.flatMap((network) =>
					network.subnets.map((subnet) => [subnet.name, { subnet, network }] as const)
				)
			)
		};
		indexes.set(world, index);
	}
	return index;
}

/** The pods of a node that have an interface of their own. */
export const podsWithInterface = (node: Node, world: World): readonly Pod[] =>
	(indexOf(world).podsOn.get(node.name) ?? []).filter(({ hostNetwork }) => !hostNetwork);

/** The subnet of that name, and the virtual network that it is part of. */
export function placeOf(subnet: string, world: World) {
	const place = indexOf(world).placeOf.get(subnet);
	if (!place) throw new Error(`no such subnet: ${subnet}`);
	return place;
}

/** The subnets in which the cluster's nodes stand, in the order of pools. */
export const nodeSubnets = (world: World): readonly Subnet[] =>
	[...new Set([...world.cluster.pools, ...world.nodes].map(({ subnet }) => subnet))].map(
		(name) => placeOf(name, world).subnet
	);
