/** Which pool stands in which subnet. */
import { nth } from '../../ip.ts';
import type { AgentPool, ModelId, Subnet, VirtualNetwork } from '../../world.ts';
import type { Fields } from '../field/fields.ts';
import { defaultNetwork, defaultPool, defaults } from './default.ts';
import type { GivenPool } from './pools.ts';

interface Settled {
	readonly pools: readonly AgentPool[];
	readonly networks: readonly VirtualNetwork[];
}

/** Gives every pool a subnet that is there. Fact 7.13: a network is AKS's own unless a pool names its subnet. */
export function placePools(
	cluster: Fields,
	given: readonly GivenPool[],
	networks: readonly VirtualNetwork[],
	model: ModelId
): Settled {
	const { source } = cluster.self;
	const isOwn = given.some(({ subnet }) => subnet !== null);
	const all = networks.some(({ subnets }) => subnets.length)
		? networks
		: [...networks, isOwn ? assumed(given) : defaultNetwork(source)];
	const names = all.flatMap(({ subnets }) => subnets.map(({ name }) => name));
	const usual = names.includes('aks-subnet') ? 'aks-subnet' : (names[0] ?? '');
	const pools = given.map(({ name, count, maxPods, subnet, source, fields }): AgentPool => {
		const isThere = subnet === null || names.includes(subnet);
		if (!isThere)
			fields
				.field('vnetSubnetId')
				.problem('unknown-reference', `names the subnet ${subnet}, which no virtual network has`);
		return { name, count, maxPods, subnet: isThere ? (subnet ?? usual) : usual, source };
	});
	const settled = cluster.field('agentPoolProfiles').isGiven
		? pools
		: [{ ...defaultPool(model, source), subnet: usual }];
	const home = new Set(settled.map(({ subnet }) => subnet));
	return {
		pools: settled,
		networks: all.map((network) => ({
			...network,
			managed: !isOwn && network.subnets.some(({ name }) => home.has(name))
		}))
	};
}

/** The network of subnets that only their names tell of: 10.224.0.0/16 and on. */
function assumed(pools: readonly GivenPool[]): VirtualNetwork {
	const named = new Map(
		pools.flatMap((pool) => (pool.subnet === null ? [] : [[pool.subnet, pool] as const]))
	);
	const subnets = [...named].map(([name, { source, fields }], i): Subnet => {
		const prefix = `${nth(defaults.networkPrefix, i * 65536)}/16`;
		fields
			.field('vnetSubnetId')
			.problem(
				'subnet-not-given',
				`names the subnet ${name}, which is not given; ${prefix} is assumed`
			);
		return { name, prefix, securityGroup: null, routeTable: null, source };
	});
	const [first] = [...named.values()];
	return {
		name: first?.network ?? 'vnet',
		prefixes: [defaults.networkPrefix],
		subnets,
		managed: false,
		...(first && { source: first.source })
	};
}
