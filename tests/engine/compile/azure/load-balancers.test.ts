import { describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import type { Service, World } from '#engine/world.ts';
import { balanced, cluster, endpointOf, line, node, pod, port, world } from '../worlds.ts';

const pods = [pod('a', 'n1', '10.244.0.4'), pod('b', 'n2', '10.244.1.4')];
const ports = [
	port(
		pods.map((one) => endpointOf(one)),
		{ nodePort: 30086 }
	)
];
const annotated = (name: string, value: string) => ({
	[`service.beta.kubernetes.io/${name}`]: value
});

const balancersOf = (services: readonly Service[], more: Partial<World> = {}) =>
	compile(world('overlay', { pods, services, ...more })).loadBalancers;

const ruleOf = (service: Service, more: Partial<World> = {}) =>
	balancersOf([service], more).flatMap(({ rules }) => rules)[0];

describe('which there are (3.13, 4.2, 4.5)', () => {
	const named = (services: readonly Service[], outboundType = 'loadBalancer') =>
		balancersOf(services, { cluster: cluster('overlay', { outboundType }) }).map(
			({ name, outboundIP }) => [name, outboundIP]
		);
	const internal = balanced('in', ports, {
		frontends: [{ ip: '10.224.0.250', ipMode: 'VIP', internal: true }]
	});

	test('the public one holds the outbound rule', () => {
		expect(named([])).toEqual([['kubernetes', '198.51.100.1']]);
	});

	test('another way out, and no Service: none', () => {
		expect(named([], 'userDefinedRouting')).toEqual([]);
		expect(named([balanced('web', ports)], 'userDefinedRouting')).toEqual([['kubernetes', null]]);
	});

	test('an internal Service has the internal one', () => {
		expect(named([internal])).toEqual([
			['kubernetes', '198.51.100.1'],
			['kubernetes-internal', null]
		]);
		expect(balancersOf([internal])[0]!.rules).toEqual([]);
	});

	test("a class of its own is somebody else's", () => {
		expect(
			ruleOf(balanced('web', ports, { loadBalancerClass: 'example.com/other' }))
		).toBeUndefined();
	});
});

describe('a rule', () => {
	test('keeps frontend and port: floating IP (3.14)', () => {
		expect(ruleOf(balanced('web', ports))).toMatchObject({
			point: 'load-balancer/shop/web:80',
			frontend: '198.51.100.10',
			port: 80,
			protocol: 'tcp',
			floatingIP: true,
			backendPort: 80,
			because: { code: 'load-balancer-rule', fact: '3.14' },
			source: line(30)
		});
	});

	test('without it the node port is addressed (3.17)', () => {
		const off = balanced('web', ports, {
			annotations: annotated('azure-disable-load-balancer-floating-ip', 'True')
		});
		expect(ruleOf(off)).toMatchObject({
			floatingIP: false,
			backendPort: 30086,
			because: { fact: '3.17' }
		});
	});

	test('its name is the letter a, 31 digits, protocol and port (3.20)', () => {
		expect(ruleOf(balanced('web', ports))!.name).toMatch(/^a[0-9a-f]{31}-TCP-80$/);
		const chosen = balanced('web', ports, {
			annotations: annotated('azure-load-balancer-internal-subnet', 'ing-4-subnet')
		});
		expect(ruleOf(chosen)!.name).toMatch(/^a[0-9a-f]{31}-ing-4-subnet-TCP-80$/);
	});

	test('a port may be left out (3.48)', () => {
		expect(
			ruleOf(balanced('web', ports, { annotations: annotated('port_80_no_lb_rule', 'true') }))
		).toBeUndefined();
	});
});

describe('healthy nodes (3.29)', () => {
	const where = { 'spec.externalTrafficPolicy': line(51) };

	test('Cluster: all', () => {
		expect(ruleOf(balanced('web', ports))).toMatchObject({
			healthy: ['n1', 'n2', 'n3'],
			health: { fact: '3.29' }
		});
	});

	test('Local: those with a ready endpoint; the reason points at the policy', () => {
		const local = balanced('web', ports, { externalTrafficPolicy: 'Local', where });
		expect(ruleOf(local)).toMatchObject({
			healthy: ['n1', 'n2'],
			health: { code: 'load-balancer-rule', fact: '3.29', source: line(51) }
		});
	});

	test('an endpoint that is about to end does not count', () => {
		const ending = [
			port([endpointOf(pods[0]!, { ready: false, terminating: true })], { nodePort: 30086 })
		];
		expect(ruleOf(balanced('web', ending, { externalTrafficPolicy: 'Local' }))).toMatchObject({
			healthy: [],
			health: { code: 'load-balancer-no-healthy-node' }
		});
	});

	test('a labelled node is in no pool (3.24)', () => {
		const nodes = [
			node(1, 'overlay', {
				labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': 'true' }
			}),
			node(2, 'overlay')
		];
		expect(ruleOf(balanced('web', ports), { nodes })!.healthy).toEqual(['n2']);
	});
});
