/** The effective routes of each subnet: the user's own, and those that Azure gives every subnet (8.1, 8.3). */
import { covers, prefix } from '../../ip.ts';
import type { EffectiveRoute, SubnetConfig } from '../../network.ts';
import type { NextHopType, Subnet, VirtualNetwork, World } from '../../world.ts';
import { canonical } from '../canonical.ts';
import { documented } from '../documented.ts';
import { nodeSubnets } from '../plumb/world.ts';
import { securityGroupOf } from './security.ts';
import { tableOf } from './route-table.ts';

/** Ranges that Azure drops unless they are part of the virtual network (8.3). */
const reserved = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

export function subnetsOf(world: World): ReadonlyMap<string, SubnetConfig> {
	const withNodes = nodeSubnets(world);
	return new Map(
		world.cluster.virtualNetworks.flatMap((network) =>
			network.subnets.map((subnet) => [
				subnet.name,
				{
					subnet,
					network,
					routes: effectiveRoutes(subnet, network, world),
					securityGroup: securityGroupOf(subnet, network, withNodes.includes(subnet), world)
				}
			])
		)
	);
}

type Candidate = Omit<EffectiveRoute, 'state'>;

/** Longest prefix first; on an equal prefix the user's route stands before the system's, which is then Invalid (8.21). */
function effectiveRoutes(
	subnet: Subnet,
	network: VirtualNetwork,
	world: World
): readonly EffectiveRoute[] {
	const table = tableOf(subnet, world);
	const users: readonly Candidate[] = (table?.routes ?? []).map((route) => ({
		from: 'User',
		prefix: canonical(route.prefix),
		nextHopType: route.nextHopType,
		nextHopIP: route.nextHopIP,
		name: route.name,
		table: table?.name ?? subnet.name,
		because: route.because
	}));
	const taken = new Set<string>();
	return [...users, ...systemRoutes(subnet, network)]
		.sort((a, b) => prefix(b.prefix).length - prefix(a.prefix).length)
		.map((route) => {
			const isFirst = !taken.has(route.prefix);
			taken.add(route.prefix);
			return { ...route, state: isFirst ? 'Active' : 'Invalid' };
		});
}

function systemRoutes(
	subnet: Subnet,
	{ name, prefixes, source }: VirtualNetwork
): readonly Candidate[] {
	const route = (to: string, nextHopType: NextHopType, says: string): Candidate => ({
		from: 'Default',
		prefix: to,
		nextHopType,
		nextHopIP: null,
		name: null,
		table: subnet.name,
		because: documented(
			nextHopType === 'None' ? 'azure-route-none' : 'azure-route',
			'8.3',
			says,
			subnet.source ?? source
		)
	});
	return [
		...prefixes
			.map(canonical)
			.map((to) =>
				route(
					to,
					'VirtualNetwork',
					`${to} is virtual network ${name}, which delivers to the card that holds the address.`
				)
			),
		route(
			'0.0.0.0/0',
			'Internet',
			'No narrower route fits, so Azure sends the packet to the internet.'
		),
		...reserved
			.filter((block) => !prefixes.some((own) => covers(own, block)))
			.map((block) =>
				route(
					block,
					'None',
					`${block} is private and not in virtual network ${name}, so Azure drops it.`
				)
			)
	];
}
