/** Who gets which node and address where nothing is said, and that what is given is taken. */
import type { World } from '#engine/world.ts';
import { describe, expect, test } from 'vitest';
import { codes, pod, world, yaml } from './given.ts';

const deployment = (name: string, replicas: number, kind = 'Deployment', more = ''): string =>
	`{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: ${name}, namespace: shop }, spec: { ${kind === 'DaemonSet' ? '' : `replicas: ${replicas}, `}selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: c }]${more} } } } }\n---\n`;
const node = (name: string, more = '', labels = '{}'): string =>
	`{ apiVersion: v1, kind: Node, metadata: { name: ${name}, labels: ${labels} }${more} }\n---\n`;
const given = (manifest: string, status: string): string =>
	manifest.replace(/ }\n/, `, status: { ${status} } }\n`);
const podsOf = ({ pods }: World) => pods.map(({ name, node, address }) => [name, node, address]);

describe('nodes', () => {
	test.each([
		[
			'overlay',
			['10.224.0.4', '10.224.0.5', '10.224.0.6'],
			['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24'],
			0
		],
		[
			'kubenet',
			['10.224.0.4', '10.224.0.5', '10.224.0.6'],
			['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24'],
			0
		],
		['node-subnet', ['10.224.0.4', '10.224.0.35', '10.224.0.66'], [null, null, null], 30]
	] as const)('of the default pool under %s', (model, addresses, ranges, secondary) => {
		const { nodes, problems } = world('', undefined, { model });
		expect(problems).toEqual([]);
		expect(nodes.map(({ name }) => name)).toEqual([
			'aks-nodepool1-000000',
			'aks-nodepool1-000001',
			'aks-nodepool1-000002'
		]);
		expect(nodes.map(({ address }) => address)).toEqual(addresses);
		expect(nodes.map(({ podCIDR }) => podCIDR)).toEqual(ranges);
		expect(nodes.map((one) => one.secondary.length)).toEqual([secondary, secondary, secondary]);
	});

	test('node subnet: the pods of a node follow it (1.25)', () => {
		const [first, second] = world('', undefined, { model: 'node-subnet' }).nodes;
		expect([first!.secondary[0], first!.secondary.at(-1)]).toEqual(['10.224.0.5', '10.224.0.34']);
		expect([second!.secondary[0], second!.secondary.at(-1)]).toEqual([
			'10.224.0.36',
			'10.224.0.65'
		]);
	});

	test('are allocated around what is given', () => {
		const address = ', status: { addresses: [{ type: InternalIP, address: 10.224.0.5 }] }';
		const { nodes } = world(
			node('a') + node('b', `, spec: { podCIDR: 10.244.0.0/24 }${address}`) + node('c')
		);
		expect(nodes.map(({ name, address, podCIDR }) => [name, address, podCIDR])).toEqual([
			['a', '10.224.0.4', '10.244.1.0/24'],
			['b', '10.224.0.5', '10.244.0.0/24'],
			['c', '10.224.0.6', '10.244.2.0/24']
		]);
	});

	test('a machine of the world around keeps its address', () => {
		const { nodes } = world(
			'',
			'packetwalk: { hosts: [{ name: vm, kind: vm, address: 10.224.0.4 }] }'
		);
		expect(nodes[0]!.address).toBe('10.224.0.5');
	});

	test('that only pods name take the place of made ones', () => {
		const found = world(pod('p', 'nodeName: node-x') + pod('q', 'nodeName: aks-nodepool1-000002'));
		expect(found.nodes.map(({ name }) => name)).toEqual([
			'aks-nodepool1-000000',
			'aks-nodepool1-000002',
			'node-x'
		]);
		expect(codes(found)).toEqual(['node-not-listed']);
	});

	test('range and address may be told by their pods alone', () => {
		const { nodes } = world(
			given(pod('p', 'nodeName: node-x'), 'podIP: 10.244.7.9, hostIP: 10.224.0.40')
		);
		expect(nodes.find(({ name }) => name === 'node-x')).toMatchObject({
			address: '10.224.0.40',
			podCIDR: '10.244.7.0/24'
		});
	});

	test('have the labels that every node has', () => {
		expect(world(node('a', '', '{ zone: one }')).nodes[0]!.labels).toMatchObject({
			zone: 'one',
			'kubernetes.io/os': 'linux',
			'kubernetes.io/hostname': 'a',
			agentpool: 'nodepool1'
		});
	});
});

describe('pods', () => {
	test('of a Deployment land on different nodes, whatever stands there already', () => {
		const crowd = [0, 1, 2]
			.map((i) => pod(`p${i}`, 'nodeName: aks-nodepool1-000000', '{}'))
			.join('');
		expect(podsOf(world(crowd + deployment('web', 4)))).toEqual([
			['p0', 'aks-nodepool1-000000', '10.244.0.4'],
			['p1', 'aks-nodepool1-000000', '10.244.0.5'],
			['p2', 'aks-nodepool1-000000', '10.244.0.6'],
			['web-0', 'aks-nodepool1-000001', '10.244.1.4'],
			['web-1', 'aks-nodepool1-000002', '10.244.2.4'],
			['web-2', 'aks-nodepool1-000000', '10.244.0.7'],
			['web-3', 'aks-nodepool1-000001', '10.244.1.5']
		]);
	});

	test.each([
		['kubenet', '10.244.0.2'],
		['overlay', '10.244.0.4'],
		['node-subnet', '10.224.0.5']
	] as const)('the first address under %s is %s', (model, address) => {
		expect(world(pod('p'), undefined, { model }).pods[0]!.address).toBe(address);
	});

	test('of workloads are named by number, of a DaemonSet by node', () => {
		const manifests =
			deployment('agent', 0, 'DaemonSet') +
			deployment('db', 2, 'StatefulSet') +
			deployment('old', 1, 'ReplicaSet');
		const { pods } = world(manifests + node('a') + node('b', ', spec: { unschedulable: true }'));
		expect(pods.map(({ name, node, owner }) => [name, node, owner])).toEqual([
			['agent-a', 'a', 'daemonset/shop/agent'],
			['agent-b', 'b', 'daemonset/shop/agent'],
			['db-0', 'a', 'statefulset/shop/db'],
			['db-1', 'a', 'statefulset/shop/db'],
			['old-0', 'a', 'replicaset/shop/old']
		]);
		expect(pods[2]!.labels).toEqual({
			app: 'db',
			'apps.kubernetes.io/pod-index': '0',
			'statefulset.kubernetes.io/pod-name': 'db-0'
		});
	});

	test('are not made where some that match are given', () => {
		expect(podsOf(world(pod('own') + deployment('web', 3)))).toHaveLength(1);
	});

	test('of a ReplicaSet are made by its Deployment', () => {
		const set = deployment('web-abc', 2, 'ReplicaSet').replace(
			'{ name: web-abc,',
			'{ name: web-abc, ownerReferences: [{ kind: Deployment, name: web, controller: true }],'
		);
		expect(podsOf(world(deployment('web', 2) + set)).map(([name]) => name)).toEqual([
			'web-0',
			'web-1'
		]);
		expect(podsOf(world(set)).map(([name]) => name)).toEqual(['web-abc-0', 'web-abc-1']);
	});

	test('a name that is taken is passed over', () => {
		expect(
			podsOf(world(pod('web-0', '', '{ app: other }') + deployment('web', 2))).map(([name]) => name)
		).toEqual(['web-0', 'web-1', 'web-2']);
	});

	test('nodeSelector is respected', () => {
		const found = world(
			node('a') +
				node('b', '', '{ disk: ssd }') +
				deployment('web', 3, 'Deployment', ', nodeSelector: { disk: ssd }')
		);
		expect(found.pods.map((one) => one.node)).toEqual(['b', 'b', 'b']);
	});

	test('an address tells the node', () => {
		expect(podsOf(world(given(pod('p'), 'podIP: 10.244.2.9')))).toEqual([
			['p', 'aks-nodepool1-000002', '10.244.2.9']
		]);
		expect(podsOf(world(given(pod('p'), 'hostIP: 10.224.0.5')))).toEqual([
			['p', 'aks-nodepool1-000001', '10.244.1.4']
		]);
	});

	test('given addresses are not given again', () => {
		const manifests =
			pod('p', 'nodeName: aks-nodepool1-000000') +
			given(pod('q', 'nodeName: aks-nodepool1-000000'), 'podIP: 10.244.0.4');
		expect(podsOf(world(manifests)).map(([, , ip]) => ip)).toEqual(['10.244.0.5', '10.244.0.4']);
	});

	test('with hostNetwork have the address of their node', () => {
		expect(podsOf(world(pod('p', 'hostNetwork: true, nodeName: aks-nodepool1-000001')))).toEqual([
			['p', 'aks-nodepool1-000001', '10.224.0.5']
		]);
	});

	test('that have ended are set aside', () => {
		const found = world(given(pod('p'), 'phase: Succeeded, podIP: 10.244.0.4') + pod('q'));
		expect(podsOf(found)).toEqual([['q', 'aks-nodepool1-000000', '10.244.0.4']]);
		expect(found.ignored).toMatchObject([{ what: 'Pod shop/p' }]);
	});

	test('node subnet: an address of its own joins the card of the node', () => {
		const manifest = given(pod('p', 'nodeName: aks-nodepool1-000000'), 'podIP: 10.224.3.3');
		const { nodes, pods } = world(manifest, 'networkProfile: { networkPlugin: azure }');
		expect(pods[0]!.address).toBe('10.224.3.3');
		expect(nodes[0]!.secondary).toContain('10.224.3.3');
		expect(nodes[0]!.secondary).toHaveLength(30);
	});

	test('trouble is told once for a workload', () => {
		const { problems, pods } = world(
			deployment('web', 100, 'Deployment', ', nodeSelector: { disk: ssd }')
		);
		expect(pods).toEqual([]);
		expect(problems).toMatchObject([
			{ code: 'pod-unplaceable', says: expect.stringContaining('100 pods') as string }
		]);
	});
});

test('namespaces that are only named exist, with their name as label (9.8)', () => {
	const manifests = `{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: a, kubernetes.io/metadata.name: lie } } }\n---\n${pod('p')}${pod('q', '', '{}', 'other')}`;
	expect(
		[...world(manifests).namespaces.values()].map(({ name, labels }) => [name, labels])
	).toEqual([
		['shop', { team: 'a', 'kubernetes.io/metadata.name': 'shop' }],
		['other', { 'kubernetes.io/metadata.name': 'other' }]
	]);
});

describe('an override', () => {
	test('says so once, and only if something was given', () => {
		const manifests = given(pod('p'), 'podIP: 10.244.0.44') + given(pod('q'), 'podIP: 10.244.0.45');
		expect(codes(world(manifests, undefined, { model: 'kubenet' }))).toEqual(['model-overridden']);
		expect(codes(world(manifests, undefined, { model: 'overlay' }))).toEqual([]);
		expect(codes(world(pod('p'), undefined, { model: 'kubenet' }))).toEqual([]);
	});

	test("of dataplane and policy engine is judged like the cluster's own", () => {
		expect(codes(world('', undefined, { dataplane: 'cilium' }))).toEqual([
			'dataplane-not-modelled'
		]);
		expect(codes(world('', undefined, { policyEngine: 'cilium' }))).toEqual([
			'combination-refused',
			'policy-engine-not-modelled'
		]);
		expect(
			codes(
				world('', 'networkProfile: { networkPolicy: calico, networkPlugin: azure }', {
					policyEngine: 'none'
				})
			)
		).toEqual([]);
	});

	test('keeps maxPods that somebody chose', () => {
		const pools = (maxPods: number) =>
			world('', `agentPoolProfiles: [{ name: a, count: 1, maxPods: ${maxPods} }]`, {
				model: 'node-subnet'
			}).cluster.pools[0]!.maxPods;
		expect(pools(60)).toBe(60);
		expect(pools(250)).toBe(30);
	});
});

test('a node that does not find room in its subnet cannot join', () => {
	const cluster = yaml`
		networkProfile: { networkPlugin: azure }
		virtualNetworks: [{ name: v, subnets: [{ name: nodes, addressPrefix: 10.224.0.0/26 }] }]
		agentPoolProfiles: [{ name: a, count: 2 }]
	`;
	const found = world(pod('p', 'nodeName: aks-a-000001'), cluster);
	expect(found.nodes.map(({ name }) => name)).toEqual(['aks-a-000000']);
	expect(codes(found)).toEqual(['pod-unplaceable', 'range-exhausted']);
});
