import { describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import type { EffectiveRoute } from '#engine/network.ts';
import type { ModelId, RouteTable, Subnet, VirtualNetwork } from '#engine/world.ts';
import { cluster, line, network, node, subnet, world } from '../worlds.ts';

interface Given {
	readonly prefixes?: readonly string[];
	readonly subnets?: readonly Subnet[];
	readonly tables?: readonly RouteTable[];
}

function routesOf(
	model: ModelId,
	{ prefixes = ['10.224.0.0/12'], subnets = [subnet], tables = [] }: Given = {},
	of = 'aks-subnet'
) {
	const own: VirtualNetwork = { ...network, prefixes, subnets };
	const made = compile(
		world(model, { cluster: cluster(model, { virtualNetworks: [own], routeTables: tables }) })
	);
	return made.subnets.get(of)!.routes;
}

const row = ({ from, prefix, nextHopType, nextHopIP, state }: EffectiveRoute) =>
	[from, prefix, nextHopType, ...(nextHopIP === null ? [] : [nextHopIP]), state].join(' ');

const table: RouteTable = {
	name: 'mine',
	routes: [
		{
			name: 'out',
			prefix: '0.0.0.0/0',
			nextHopType: 'VirtualAppliance',
			nextHopIP: '10.225.0.4',
			source: line(3, 'cluster.yaml')
		},
		{
			name: 'inside',
			prefix: '10.224.0.0/12',
			nextHopType: 'VirtualAppliance',
			nextHopIP: '10.225.0.4'
		},
		{ name: 'hole', prefix: '192.168.7.0/24', nextHopType: 'None', nextHopIP: null }
	]
};
const routed: Subnet = { ...subnet, routeTable: 'mine' };

test('system routes, longest prefix first (8.3)', () => {
	expect(routesOf('overlay').map(row)).toEqual([
		'Default 192.168.0.0/16 None Active',
		'Default 10.224.0.0/12 VirtualNetwork Active',
		'Default 172.16.0.0/12 None Active',
		'Default 100.64.0.0/10 None Active',
		'Default 10.0.0.0/8 None Active',
		'Default 0.0.0.0/0 Internet Active'
	]);
});

test('a private block that the network takes whole is not dropped', () => {
	const rows = routesOf('overlay', { prefixes: ['10.0.0.0/8', '172.16.0.0/12'] }).map(row);
	expect(rows).toContain('Default 10.0.0.0/8 VirtualNetwork Active');
	expect(rows.filter((text) => text.includes('None'))).toEqual([
		'Default 192.168.0.0/16 None Active',
		'Default 100.64.0.0/10 None Active'
	]);
});

test("on an equal prefix the user's route wins, and the system's is shown as Invalid (8.1, 8.21)", () => {
	const routes = routesOf('overlay', { subnets: [routed], tables: [table] });
	const rows = routes.map(row);
	expect(rows.filter((text) => text.includes(' 0.0.0.0/0 '))).toEqual([
		'User 0.0.0.0/0 VirtualAppliance 10.225.0.4 Active',
		'Default 0.0.0.0/0 Internet Invalid'
	]);
	expect(rows.filter((text) => text.includes(' 10.224.0.0/12 '))).toEqual([
		'User 10.224.0.0/12 VirtualAppliance 10.225.0.4 Active',
		'Default 10.224.0.0/12 VirtualNetwork Invalid'
	]);
	expect(rows[0]).toBe('User 192.168.7.0/24 None Active');
});

test("reasons: the user's line, and what drops says so", () => {
	const routes = routesOf('overlay', { subnets: [routed], tables: [table] });
	expect(routes.find(({ name }) => name === 'out')!.because).toMatchObject({
		code: 'azure-route',
		source: line(3, 'cluster.yaml')
	});
	for (const route of routes)
		expect(route.because.code).toBe(
			route.nextHopType === 'None' ? 'azure-route-none' : 'azure-route'
		);
	expect(routes.find(({ name }) => name === 'out')!.table).toBe('mine');
});

describe('kubenet', () => {
	const perNode = [
		'10.244.0.0/24 VirtualAppliance 10.224.0.4',
		'10.244.1.0/24 VirtualAppliance 10.224.0.5',
		'10.244.2.0/24 VirtualAppliance 10.224.0.6'
	];

	test('AKS keeps a route for each node, named like it, in a table of its own (1.16 to 1.18)', () => {
		const own = routesOf('kubenet').filter(({ from }) => from === 'User');
		expect(own.map(row)).toEqual(perNode.map((text) => `User ${text} Active`));
		expect(own.map(({ name }) => name)).toEqual(['n1', 'n2', 'n3']);
		expect(own[0]!.table).toMatch(/^aks-agentpool-\d{8}-routetable$/);
		expect(own[0]!.because).toMatchObject({ fact: '1.16', source: node(1, 'kubenet').source });
	});

	test("in the user's table, where the subnet has one (4.34)", () => {
		const routes = routesOf('kubenet', { subnets: [routed], tables: [table] }).filter(
			({ from }) => from === 'User'
		);
		expect(new Set(routes.map((route) => route.table))).toEqual(new Set(['mine']));
		expect(routes).toHaveLength(6);
	});

	test('a route that the user gives for a pod range is taken as it is', () => {
		const mine: RouteTable = {
			name: 'mine',
			routes: [{ name: 'x', prefix: '10.244.1.0/24', nextHopType: 'None', nextHopIP: null }]
		};
		const routes = routesOf('kubenet', { subnets: [routed], tables: [mine] }).filter(
			({ prefix }) => prefix === '10.244.1.0/24'
		);
		expect(routes.map(row)).toEqual(['User 10.244.1.0/24 None Active']);
	});

	test('only subnets with nodes have them', () => {
		const other: Subnet = { ...subnet, name: 'vms', prefix: '10.225.0.0/16' };
		expect(
			routesOf('kubenet', { subnets: [subnet, other] }, 'vms').some(({ from }) => from === 'User')
		).toBe(false);
	});
});

describe("the overlay's routing domain (1.42)", () => {
	test("holds each node's range, for the cards of nodes", () => {
		const { routingDomain } = compile(world('overlay'));
		expect(routingDomain).toMatchObject({
			prefix: '10.244.0.0/16',
			members: new Set(['n1', 'n2', 'n3'])
		});
		expect(routingDomain!.routes[1]).toMatchObject({
			prefix: '10.244.1.0/24',
			node: 'n2',
			because: { code: 'overlay-routing-domain' }
		});
	});

	test.each(['kubenet', 'node-subnet'] as const)('%s has none', (model) => {
		expect(compile(world(model)).routingDomain).toBeNull();
	});
});
