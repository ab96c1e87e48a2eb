import { describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import type { NodeConfig } from '#engine/network.ts';
import type { ModelId, Settings } from '#engine/world.ts';
import { cluster, line, pod, settings, world } from './worlds.ts';

const addresses: Readonly<Record<ModelId, readonly string[]>> = {
	kubenet: ['10.244.0.2', '10.244.0.3'],
	overlay: ['10.244.0.4', '10.244.0.5'],
	'node-subnet': ['10.224.0.5', '10.224.0.6']
};

function nodeOf(model: ModelId, more: Partial<Settings> = {}): NodeConfig {
	const [a, b] = addresses[model];
	const pods = [
		pod('a', 'n1', a!, { source: line(11) }),
		pod('b', 'n1', b!),
		pod('elsewhere', 'n2', '10.244.1.9'),
		pod('on-the-host', 'n1', '10.224.0.4', { hostNetwork: true }),
		pod('done', 'n1', '10.244.0.99', { phase: 'Succeeded' })
	];
	const own = cluster(model, { settings: { ...settings, ...more } });
	return compile(world(model, { cluster: own, pods })).node('n1');
}

const podLinks = ({ links }: NodeConfig) => links.filter(({ pod }) => pod !== null);

describe.each(['kubenet', 'overlay', 'node-subnet'] as const)('%s', (model) => {
	const node = nodeOf(model);

	test('the node has loopback, its card, and one veth for each pod with a network of its own', () => {
		expect(node.links.slice(0, 2).map(({ name }) => name)).toEqual(['lo', 'eth0']);
		expect(podLinks(node).map(({ pod }) => pod)).toEqual(['shop/a', 'shop/b']);
		expect(node.addresses.slice(0, 2)).toEqual([
			{ address: '127.0.0.1/8', link: 'lo' },
			{ address: '10.224.0.4/16', link: 'eth0' }
		]);
	});

	test('names of links fit into the kernel, differ, and stay', () => {
		const names = node.links.map(({ name }) => name);
		expect(names.every((name) => name.length <= 15)).toBe(true);
		expect(new Set(names).size).toBe(names.length);
		expect(nodeOf(model).links).toEqual(node.links);
	});

	test('routes: default by the gateway of the subnet, the subnet itself', () => {
		expect(node.routes.slice(0, 2)).toMatchObject([
			{ to: '0.0.0.0/0', via: '10.224.0.1', link: 'eth0', because: { code: 'route-default' } },
			{
				to: '10.224.0.0/16',
				via: null,
				link: 'eth0',
				scope: 'link',
				because: { code: 'route-subnet' }
			}
		]);
	});

	test('the kernel forwards, and shows bridged packets to iptables (A1)', () => {
		expect(node.sysctls).toMatchObject({
			'net.ipv4.ip_forward': 1,
			'net.bridge.bridge-nf-call-iptables': 1,
			'net.ipv4.conf.all.route_localnet': 1
		});
		expect(
			nodeOf(model, { localhostNodePorts: false }).sysctls['net.ipv4.conf.all.route_localnet']
		).toBe(0);
	});

	test('every pod has one way out', () => {
		for (const { routes } of node.pods)
			expect(routes.filter(({ to }) => to === '0.0.0.0/0')).toMatchObject([
				{ because: { code: 'pod-default-route' } }
			]);
		expect(node.pods.map(({ hostLink }) => hostLink)).toEqual(
			podLinks(node).map(({ name }) => name)
		);
	});
});

describe('kubenet (A3)', () => {
	const node = nodeOf('kubenet');

	test('a bridge holds the first address of the range; pods are its ports', () => {
		expect(node.links.find(({ name }) => name === 'cbr0')).toMatchObject({
			kind: 'bridge',
			promiscuous: true,
			mac: '0a:58:0a:f4:00:01'
		});
		expect(node.addresses).toContainEqual({ address: '10.244.0.1/24', link: 'cbr0' });
		expect(
			podLinks(node).every(
				({ name, master, hairpin }) =>
					/^veth[0-9a-f]{8}$/.test(name) && master === 'cbr0' && !hairpin
			)
		).toBe(true);
		expect(node.routes.slice(2)).toMatchObject([
			{ to: '10.244.0.0/24', link: 'cbr0', src: '10.244.0.1', because: { code: 'route-bridge' } }
		]);
	});

	test('a pod finds its neighbours on its own link', () => {
		expect(node.pods[0]!.routes).toMatchObject([
			{ via: '10.244.0.1' },
			{ to: '10.244.0.0/24', via: null, because: { code: 'pod-on-link' } }
		]);
	});

	test('the second copy of a frame is dropped', () => {
		expect(node.ebtables).toHaveLength(4);
		expect(node.ebtables.filter((text) => text.endsWith('-j DROP'))).toEqual([
			'-t filter -A AKS-DEDUP-PROMISC -p IPv4 -s 0a:58:0a:f4:00:01 -o veth+ --ip-src 10.244.0.0/24 -j DROP'
		]);
	});

	test.each([
		['veth', false, true],
		['none', false, false]
	] as const)('hairpin %s', (hairpin, promiscuous, onPorts) => {
		const other = nodeOf('kubenet', { hairpin });
		expect(other.links.find(({ name }) => name === 'cbr0')!.promiscuous).toBe(promiscuous);
		expect(podLinks(other).every((port) => port.hairpin === onPorts)).toBe(true);
		expect(other.ebtables).toEqual([]);
	});
});

describe.each([
	['overlay', 16],
	['node-subnet', 16]
] as const)('%s in transparent mode (A4)', (model, length) => {
	const node = nodeOf(model);
	const [first] = addresses[model];

	test('each pod has a routed veth with a MAC that all share, answering for any address', () => {
		for (const { name, mac, master } of podLinks(node)) {
			expect(name).toMatch(/^azv[0-9a-f]{11}$/);
			expect([mac, master]).toEqual(['aa:aa:aa:aa:aa:aa', null]);
			expect(node.sysctls[`net.ipv4.conf.${name}.proxy_arp`]).toBe(1);
			expect(node.addresses.some(({ link }) => link === name)).toBe(false);
		}
	});

	test('the node has a route to each pod, which points at the pod', () => {
		expect(node.routes.slice(2)).toMatchObject([
			{
				to: `${first}/32`,
				via: null,
				scope: 'link',
				because: { code: 'route-pod', source: line(11) }
			},
			{ because: { code: 'route-pod' } }
		]);
	});

	test('a pod sends to a neighbour that is nobody', () => {
		const [inside] = node.pods;
		expect(inside!.addresses[1]).toEqual({ address: `${first}/${length}`, link: 'eth0' });
		expect(inside!.neighbours).toEqual([
			{ address: '169.254.1.1', mac: 'aa:aa:aa:aa:aa:aa', link: 'eth0', state: 'probe' }
		]);
		expect(inside!.routes.map(({ to, via }) => [to, via])).toEqual([
			['0.0.0.0/0', '169.254.1.1'],
			['169.254.1.1/32', null]
		]);
	});
});
