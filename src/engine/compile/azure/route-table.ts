/** The user-defined routes of a subnet; on kubenet AKS adds one for each node's pod range (1.16 to 1.18). */
import { modelOf } from '../../models/index.ts';
import type { Reason } from '../../types.ts';
import type { RouteTable, Subnet, UserRoute, World } from '../../world.ts';
import { canonical } from '../canonical.ts';
import { documented } from '../documented.ts';
import { nodeSubnets } from '../plumb/world.ts';
import { ownRouteTable } from './names.ts';

export interface TableRoute extends UserRoute {
	readonly because: Reason;
}

/** The table of a subnet, or null. A subnet has one table at most, so AKS writes into the user's (4.34). */
export function tableOf(
	subnet: Subnet,
	world: World
): { readonly name: string; readonly routes: readonly TableRoute[] } | null {
	const given = world.cluster.routeTables.find(({ name }) => name === subnet.routeTable);
	const usesTable = modelOf(world.cluster.model).podsReachedBy === 'route-table';
	const isOurs = usesTable && nodeSubnets(world).includes(subnet);
	if (!given && !isOurs) return null;
	const name = given?.name ?? ownRouteTable(world.cluster);
	const users = (given?.routes ?? []).map((route) => ({
		...route,
		because: asWritten(route, given)
	}));
	const taken = new Set(users.map(({ prefix }) => canonical(prefix)));
	const nodes = isOurs
		? nodeRoutes(world).filter(({ prefix }) => !taken.has(canonical(prefix)))
		: [];
	return { name, routes: [...users, ...nodes] };
}

function asWritten(route: UserRoute, table: RouteTable | undefined): Reason {
	const { name, prefix, nextHopType, nextHopIP } = route;
	const hop = nextHopIP === null ? nextHopType : `${nextHopType} ${nextHopIP}`;
	return documented(
		nextHopType === 'None' ? 'azure-route-none' : 'azure-route',
		'8.1',
		`Route ${name} of the user's table sends ${prefix} to ${hop}.`,
		route.source ?? table?.source
	);
}

/** Named like the node, to the node's address as a virtual appliance. */
const nodeRoutes = ({ nodes }: World): readonly TableRoute[] =>
	nodes.flatMap(({ name, podCIDR, address, source }) =>
		podCIDR === null
			? []
			: [
					{
						name,
						prefix: podCIDR,
						nextHopType: 'VirtualAppliance' as const,
						nextHopIP: address,
						because: documented(
							'azure-route',
							'1.16',
							`${podCIDR} is the pod range of ${name}: AKS keeps a route that sends it to the node, ${address}.`,
							source
						)
					}
				]
	);
