import { expect, test } from 'vitest';
import { modelOf, models } from '#engine/models/index.ts';
import { modelIds } from '#engine/world.ts';
import { cluster, network, subnet, world } from './worlds.ts';

test('every id has its model', () => {
	expect(models.map(({ id }) => id)).toEqual([...modelIds]);
});

test.each([
	['kubenet', 'range-per-node', 2, 110, 'route-table', true],
	['node-subnet', 'secondary', 1, 30, 'nic', false],
	['overlay', 'range-per-node', 4, 250, 'routing-domain', false]
] as const)('%s', (id, podAddresses, firstPod, defaultMaxPods, podsReachedBy, ipForwarding) => {
	expect(modelOf(id)).toMatchObject({
		podAddresses,
		firstPod,
		defaultMaxPods,
		podsReachedBy,
		ipForwarding
	});
});

test('several node subnets leave the cluster CIDR of a flat network unverified (A1)', () => {
	const second = { ...subnet, name: 'second', prefix: '10.225.0.0/16' };
	const own = cluster('node-subnet');
	const pools = [...own.pools, { ...own.pools[0]!, name: 'other', subnet: 'second' }];
	const two = world('node-subnet', {
		cluster: { ...own, pools, virtualNetworks: [{ ...network, subnets: [subnet, second] }] }
	});
	expect(modelOf('node-subnet').clusterCIDR(two)).toMatchObject({
		cidr: '10.224.0.0/16',
		because: { certainty: 'unverified' }
	});
});
