import { describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import type { ModelId, RouteTable } from '#engine/world.ts';
import { cluster, network, subnet, world } from '../worlds.ts';

const table: RouteTable = {
	name: 'mine',
	routes: [
		{
			name: 'onprem',
			prefix: '172.20.0.0/16',
			nextHopType: 'VirtualAppliance',
			nextHopIP: '10.225.0.4'
		}
	]
};

function tagOf(model: ModelId, routes = table.routes) {
	const own = cluster(model, {
		virtualNetworks: [{ ...network, subnets: [{ ...subnet, routeTable: 'mine' }] }],
		routeTables: [{ ...table, routes }]
	});
	const made = compile(world(model, { cluster: own }));
	return (tag: string, address: string) => made.inTag(tag, 'aks-subnet', address);
}

describe('VirtualNetwork (7.8, 7.9)', () => {
	test.each<[string, ModelId, string, boolean, string, string]>([
		['an address of the network', 'overlay', '10.225.1.1', true, '7.8', 'documented'],
		['the platform', 'overlay', '168.63.129.16', true, '7.8', 'documented'],
		['a range of a user-defined route', 'overlay', '172.20.1.1', true, '7.8', 'inference'],
		['an overlay pod', 'overlay', '10.244.1.4', true, '7.9', 'inference'],
		['a kubenet pod, by the route of its node', 'kubenet', '10.244.1.4', true, '7.8', 'inference'],
		[
			'a pod address on a flat network is no tag of its own',
			'node-subnet',
			'10.244.1.4',
			false,
			'7.8',
			'documented'
		],
		['the internet', 'overlay', '203.0.113.10', false, '7.8', 'documented']
	])('%s', (_, model, address, holds, fact, certainty) => {
		expect(tagOf(model)('VirtualNetwork', address)).toMatchObject({
			holds,
			because: { code: 'service-tag', fact, certainty }
		});
	});

	test('a default route widens it, which nobody has confirmed', () => {
		const wide = tagOf('overlay', [
			{ name: 'out', prefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIP: '10.225.0.4' }
		]);
		expect(wide('VirtualNetwork', '203.0.113.10')).toMatchObject({
			holds: true,
			because: { certainty: 'unverified' }
		});
	});
});

describe('AzureLoadBalancer and Internet (7.10)', () => {
	const tag = tagOf('overlay');

	test.each([
		['168.63.129.16', true],
		['203.0.113.10', false]
	])('probes from %s: %s', (address, holds) => {
		expect(tag('AzureLoadBalancer', address)!.holds).toBe(holds);
	});

	test.each([
		['203.0.113.10', true],
		['198.51.100.10', true],
		['10.225.0.4', false],
		['192.168.1.1', false],
		['100.64.0.1', false],
		['168.63.129.16', false],
		['169.254.169.254', false],
		['10.244.1.4', false]
	])('is %s on the internet: %s', (address, holds) => {
		expect(tag('Internet', address)!.holds).toBe(holds);
	});
});

test('case does not count; other tags are not known', () => {
	const tag = tagOf('overlay');
	expect(tag('virtualnetwork', '10.224.0.4')!.holds).toBe(true);
	expect(tag('Storage.WestEurope', '10.224.0.4')).toBeNull();
});
