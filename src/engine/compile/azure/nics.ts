/** The network interface cards of nodes and VMs, each named like its machine. */
import { contains } from '../../ip.ts';
import { modelOf } from '../../models/index.ts';
import type { Nic } from '../../network.ts';
import type { Node, World } from '../../world.ts';
import { placeOf, podsWithInterface } from '../plumb/world.ts';
import { ownSecurityGroup } from './names.ts';

export function nicsOf(world: World): ReadonlyMap<string, Nic> {
	return new Map(
		[...world.nodes.map((node) => nodeNic(node, world)), ...vmNics(world)].map((nic) => [
			nic.name,
			nic
		])
	);
}

function nodeNic(node: Node, world: World): Nic {
	const model = modelOf(world.cluster.model);
	const { subnet, network } = placeOf(node.subnet, world);
	const held =
		model.podsReachedBy === 'nic'
			? podsWithInterface(node, world)
					.map(({ address }) => address)
					.filter((address) => contains(subnet.prefix, address))
			: [];
	return {
		name: node.name,
		machine: { kind: 'node', name: node.name },
		subnet: node.subnet,
		primary: node.address,
		secondary: [...new Set([...node.secondary, ...held])],
		ipForwarding: model.ipForwarding,
		// On a network of the user's own AKS keeps off the subnet and guards the cards (7.13).
		securityGroup: network.managed ? null : ownSecurityGroup(world.cluster)
	};
}

const vmNics = ({ hosts }: World): readonly Nic[] =>
	hosts.flatMap(({ kind, name, address, subnet }): readonly Nic[] =>
		kind !== 'vm' || subnet === null
			? []
			: [
					{
						name,
						machine: { kind, name },
						subnet,
						primary: address,
						secondary: [],
						ipForwarding: false,
						securityGroup: null
					}
				]
	);

/** Every address that Azure delivers to a card. */
export const nicsByAddress = (nics: ReadonlyMap<string, Nic>): ReadonlyMap<string, Nic> =>
	new Map(
		[...nics.values()].flatMap((nic) =>
			[nic.primary, ...nic.secondary].map((address) => [address, nic] as const)
		)
	);
