/** Security groups and route tables that subnets name must be given, or the packet would pass unjudged. */
import type { Cluster, Subnet, VirtualNetwork } from '../../world.ts';
import type { Fields } from '../field/fields.ts';
import { problem } from '../problems.ts';

type Named = Pick<Cluster, 'model' | 'securityGroups' | 'routeTables'>;

/** The networks, without the names of what is not there. What AKS has made itself it also keeps itself, so that may be left out. */
export function settleReferences(
	cluster: Fields,
	networks: readonly VirtualNetwork[],
	given: Named
): readonly VirtualNetwork[] {
	const groups = new Set(given.securityGroups.map(({ name }) => name));
	const tables = new Set(given.routeTables.map(({ name }) => name));
	const keep = (
		name: string | null,
		known: ReadonlySet<string>,
		isOurs: boolean,
		subnet: Subnet,
		what: string
	) => {
		if (name === null || known.has(name)) return name;
		if (!isOurs && subnet.source)
			cluster.notes.problems.push(
				problem(
					'unknown-reference',
					`subnet ${subnet.name} names the ${what} ${name}, which is not given`,
					subnet.source
				)
			);
		return null;
	};
	return networks.map((network) => ({
		...network,
		subnets: network.subnets.map((subnet) => ({
			...subnet,
			securityGroup: keep(subnet.securityGroup, groups, network.managed, subnet, 'security group'),
			routeTable: keep(
				subnet.routeTable,
				tables,
				network.managed || given.model === 'kubenet',
				subnet,
				'route table'
			)
		}))
	}));
}
