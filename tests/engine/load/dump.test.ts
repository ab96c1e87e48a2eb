import { readFileSync } from 'node:fs';
import { read, settle } from '#engine/load/index.ts';
import type { Objects, World } from '#engine/world.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { codes } from './given.ts';

const fixture = (name: string): string =>
	readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const dump = fixture('kubectl-get.yaml');
const cluster = { file: 'aks-show.json', text: fixture('az-aks-show.json') };

describe('what kubectl get and az aks show print', () => {
	let world: World;
	beforeAll(() => {
		world = settle(read({ manifests: { 'dump.yaml': dump }, cluster }));
	});

	test('is read without noise', () => {
		expect(codes(world)).toEqual(['policy-without-engine']); // which is what the dump shows
		expect(world.ignored.map(({ what }) => what)).toEqual(['Pod shop/migrate-7kq2p']);
	});

	test('keeps every address that is given, and makes no pod beside those', () => {
		expect(world.nodes.map(({ address, podCIDR }) => [address, podCIDR])).toEqual([
			['10.224.0.4', '10.244.0.0/24'],
			['10.224.0.5', '10.244.1.0/24'],
			['10.224.0.6', '10.244.2.0/24']
		]);
		expect(
			world.pods.map(({ name, address, hostNetwork }) => [name, address, hostNetwork])
		).toEqual([
			['coredns-6865d647c6-4x9vq', '10.244.0.37', false],
			['coredns-6865d647c6-tz7hd', '10.244.1.11', false],
			['kube-proxy-a7xq2', '10.224.0.4', true],
			['kube-proxy-b7xq2', '10.224.0.5', true],
			['kube-proxy-c7xq2', '10.224.0.6', true],
			['web-6d4b75cb6d-2xk8q', '10.244.0.120', false],
			['web-6d4b75cb6d-9ptr4', '10.244.2.45', false]
		]);
	});

	test('knows the Deployment behind the ReplicaSet', () => {
		expect(world.pods.at(-1)!.owner).toBe('deployment/shop/web');
		expect(world.pods[2]!.owner).toBe('daemonset/kube-system/kube-proxy');
	});

	test('takes ports, frontends and endpoints as they are', () => {
		const web = world.services.find(({ name }) => name === 'web')!;
		expect(web).toMatchObject({
			clusterIP: '10.0.171.239',
			healthCheckNodePort: 31427,
			frontends: [{ ip: '198.51.100.7', ipMode: 'VIP', internal: false }]
		});
		expect(web.ports[0]).toMatchObject({ name: null, nodePort: 31080, targetPort: 'http' });
		expect(web.ports[0]!.endpoints.map(({ address, port, pod }) => [address, port, pod])).toEqual([
			['10.244.0.120', 8080, 'shop/web-6d4b75cb6d-2xk8q'],
			['10.244.2.45', 8080, 'shop/web-6d4b75cb6d-9ptr4']
		]);
	});

	test('knows the cluster', () => {
		expect(world.cluster).toMatchObject({
			name: 'aks-shop',
			nodeResourceGroup: 'MC_rg-shop_aks-shop_westeurope',
			model: 'overlay',
			dataplane: 'iptables',
			policyEngine: 'none',
			dnsServiceIP: '10.0.0.10',
			pools: [{ name: 'nodepool1', count: 3, maxPods: 250, subnet: 'aks-subnet' }]
		});
	});
});

test('another model allocates anew, and endpoints follow their pods', () => {
	const world = settle(read({ manifests: { 'dump.yaml': dump }, cluster }), {
		model: 'node-subnet'
	});
	expect(codes(world)).toEqual(['model-overridden', 'policy-without-engine']);
	expect(world.nodes.map(({ address }) => address)).toEqual([
		'10.224.0.4',
		'10.224.0.35',
		'10.224.0.66'
	]);
	const web = world.services.find(({ name }) => name === 'web')!;
	expect(web.ports[0]!.endpoints.map(({ address }) => address).sort()).toEqual(
		world.pods
			.filter(({ labels }) => labels.app === 'web')
			.map(({ address }) => address)
			.sort()
	);
});

test('objects survive JSON', () => {
	const objects = read({ manifests: { 'dump.yaml': dump }, cluster });
	const copy = JSON.parse(JSON.stringify(objects)) as Objects;
	expect(copy).toEqual(objects);
	expect(settle(copy)).toEqual(settle(objects));
});
