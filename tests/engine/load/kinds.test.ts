/** What each kind becomes: the fields that are read, and what they are where they are left out. */
import { read } from '#engine/load/index.ts';
import type { Objects } from '#engine/world.ts';
import { describe, expect, test } from 'vitest';
import { pod, policy, service, yaml } from './given.ts';

const objects = (text: string): Objects => read({ manifests: { 'given.yaml': text } });

describe('lists', () => {
	const one = (name: string, head = 'apiVersion: v1, kind: Namespace, ') =>
		`{ ${head}metadata: { name: ${name} } }`;
	test.each([
		['List', `{ apiVersion: v1, kind: List, items: [${one('a')}, ${one('b')}] }`],
		[
			'a typed list',
			`{ apiVersion: v1, kind: NamespaceList, items: [${one('a', '')}, ${one('b', '')}] }`
		],
		['an array', `[${one('a')}, ${one('b')}]`],
		[
			'lists in lists',
			`{ apiVersion: v1, kind: List, items: [${one('a')}, { apiVersion: v1, kind: List, items: [${one('b')}] }] }`
		]
	])('%s', (_, text) => {
		const { namespaces, problems } = objects(text);
		expect(problems).toEqual([]);
		expect(namespaces.map(({ name }) => name)).toEqual(['a', 'b']);
	});

	test('an empty list is nothing', () => {
		expect(objects('{ apiVersion: v1, kind: List, items: [] }').problems).toEqual([]);
		expect(objects('{ apiVersion: v1, kind: List, items: null }').problems).toEqual([]);
	});

	test('elements keep their places', () => {
		const { pods } = objects(
			`apiVersion: v1\nkind: List\nitems:\n- ${pod('a').replace('---\n', '')}- ${pod('b')}`
		);
		expect(pods.map(({ source }) => [source.line, source.column])).toEqual([
			[4, 3],
			[5, 3]
		]);
	});
});

describe('kinds that are not read are listed', () => {
	test.each([
		['networking.k8s.io/v1', 'Ingress', 'this kind is not walked yet'],
		['v1', 'ConfigMap', 'no packet asks it'],
		['v1', 'Endpoints', 'Endpoints are deprecated: give the EndpointSlices'],
		['batch/v1', 'Job', 'its pods are not made here: give the pods'],
		['serving.knative.dev/v1', 'Service', 'this kind is not walked yet'],
		['cilium.io/v2', 'CiliumNetworkPolicy', 'this kind is not walked yet'],
		['constructor/v1', 'toString', 'this kind is not walked yet']
	])('%s %s', (apiVersion, kind, why) => {
		const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: one, namespace: shop }`;
		const { ignored, problems } = objects(text);
		expect(problems).toEqual([]);
		expect(ignored).toEqual([
			{ what: `${kind} shop/one`, why, source: { file: 'given.yaml', line: 1, column: 1 } }
		]);
	});
});

test('a faulty object is left out and named, others stay', () => {
	const { services, ignored } = objects(service('good', '') + service('bad', '', '[{ port: 0 }]'));
	expect(services.map(({ name }) => name)).toEqual(['good']);
	expect(ignored).toMatchObject([{ what: 'Service shop/bad' }]);
});

describe('pods', () => {
	const full = yaml`
		apiVersion: v1
		kind: Pod
		metadata:
		  name: web
		  deletionTimestamp: 2026-11-20T10:00:00Z
		  ownerReferences:
		  - { apiVersion: apps/v1, kind: ReplicaSet, name: web-abc, controller: true }
		  labels: { pod-template-hash: abc }
		spec:
		  nodeName: node-a
		  initContainers:
		  - { name: once, ports: [{ containerPort: 1 }] }
		  - { name: proxy, restartPolicy: Always, ports: [{ containerPort: 2, name: mesh, protocol: UDP }] }
		  containers:
		  - name: main
		    ports: [{ containerPort: 80, hostPort: 8080 }]
		status:
		  phase: Running
		  podIP: fd00::4
		  podIPs: [{ ip: fd00::4 }, { ip: 10.244.0.4 }]
		  conditions: [{ type: Ready, status: "False" }]
	`;

	test('what is read', () => {
		const { pods, problems, ignored } = objects(full);
		expect(problems).toEqual([]);
		expect(pods).toMatchObject([
			{
				namespace: 'default',
				name: 'web',
				owner: 'deployment/default/web',
				nodeName: 'node-a',
				podIP: '10.244.0.4',
				ready: false,
				terminating: true,
				ports: [
					{
						name: null,
						port: 80,
						hostPort: 8080,
						protocol: 'tcp',
						source: { line: 16, column: 13 }
					},
					{ name: 'mesh', port: 2, hostPort: null, protocol: 'udp' }
				]
			}
		]);
		expect(ignored).toMatchObject([
			{ what: 'Pod default/web: status.podIP fd00::4', why: 'version 1 walks IPv4' }
		]);
	});

	test('places of single fields', () => {
		const [one] = objects(full).pods;
		expect(one!.where['spec.nodeName']).toEqual({ file: 'given.yaml', line: 10, column: 13 });
		expect(one!.where['metadata.labels.pod-template-hash']).toMatchObject({ line: 8 });
	});

	test.each([
		['nothing said', '', true],
		['running', 'phase: Running', true],
		['unknown', 'phase: Unknown', true],
		['pending', 'phase: Pending', false],
		[
			'a condition counts more',
			'phase: Pending, conditions: [{ type: Ready, status: "True" }]',
			true
		]
	])('ready: %s', (_, status, ready) => {
		const [one] = objects(pod('p').replace(/ }\n/, `, status: { ${status} } }\n`)).pods;
		expect(one!.ready).toBe(ready);
	});
});

describe('Services', () => {
	test('what is left out', () => {
		const [one] = objects(service('web', '')).services;
		expect(one).toMatchObject({
			type: 'ClusterIP',
			clusterIP: null,
			selector: null,
			externalTrafficPolicy: 'Cluster',
			internalTrafficPolicy: 'Cluster',
			sessionAffinity: 'None',
			affinityTimeout: 10_800,
			allocateNodePorts: true,
			publishNotReadyAddresses: false,
			ports: [{ name: null, port: 80, targetPort: 80, protocol: 'tcp', nodePort: null }]
		});
	});

	test.each([
		[
			'dual stack',
			'clusterIP: fd00::1, clusterIPs: [fd00::1, 10.0.0.9], ipFamilies: [IPv6, IPv4]',
			['10.0.0.9']
		],
		['IPv6 first, not yet given', 'ipFamilies: [IPv6, IPv4]', [null]],
		['IPv6 only', 'ipFamilies: [IPv6]', []],
		['IPv6 only by its address', 'clusterIP: fd00::1', []],
		['headless', 'clusterIP: None', ['None']]
	])('addresses: %s', (name, spec, expected) => {
		const { services, ignored, problems } = objects(service('web', spec));
		expect(problems).toEqual([]);
		expect(services.map(({ clusterIP }) => clusterIP)).toEqual(expected);
		expect(ignored).toHaveLength(name.includes('IPv6') || name === 'dual stack' ? 1 : 0);
	});
});

describe('NetworkPolicies', () => {
	test.each([
		['nothing', 'podSelector: {}', ['ingress']],
		['ingress rules', 'podSelector: {}, ingress: []', ['ingress']],
		['egress rules', 'podSelector: {}, egress: [{}]', ['ingress', 'egress']],
		['an empty egress', 'podSelector: {}, egress: []', ['ingress']],
		['types', 'podSelector: {}, policyTypes: [Egress]', ['egress']]
	])('policyTypes with %s (9.3)', (_, spec, types) => {
		expect(objects(policy(spec)).policies[0]!.policyTypes).toEqual(types);
	});

	test('missing and empty lists restrict nothing, and an IPv6 block stays to restrict', () => {
		const rules =
			'[{}, { from: [], ports: [] }, { from: [{ ipBlock: { cidr: "fd00::/8", except: ["fd01::/16"] } }] }]';
		const { policies, problems, ignored } = objects(policy(`podSelector: {}, ingress: ${rules}`));
		expect(problems).toEqual([]);
		expect(policies[0]!.ingress).toMatchObject([
			{ peers: null, ports: null },
			{ peers: null, ports: null },
			{ peers: [{ ipBlock: { cidr: 'fd00::/8' } }] }
		]);
		expect(ignored).toHaveLength(1);
	});

	test('ports and peers', () => {
		const rule =
			'{ ports: [{ port: http }, { port: 1, endPort: 9, protocol: UDP }, { protocol: SCTP }], to: [{ namespaceSelector: {}, podSelector: { matchLabels: { a: b } } }] }';
		const [one] = objects(policy(`podSelector: {}, egress: [${rule}]`)).policies;
		expect(one!.egress[0]).toMatchObject({
			ports: [
				{ port: 'http', endPort: null, protocol: 'tcp' },
				{ port: 1, endPort: 9, protocol: 'udp' },
				{ port: null, endPort: null, protocol: 'sctp' }
			],
			peers: [
				{
					podSelector: { matchLabels: { a: 'b' } },
					namespaceSelector: { matchLabels: {} },
					ipBlock: null
				}
			]
		});
	});
});

test('an EndpointSlice with the defaults of its conditions', () => {
	const { slices } = objects(yaml`
		apiVersion: discovery.k8s.io/v1
		kind: EndpointSlice
		metadata: { name: web-1, labels: { kubernetes.io/service-name: web } }
		addressType: IPv4
		ports: [{ port: 80 }, { name: dns, port: 53, protocol: UDP }]
		endpoints:
		- { addresses: [10.244.0.4] }
		- { addresses: [10.244.0.5], conditions: { ready: false, serving: true, terminating: true }, targetRef: { kind: Pod, name: b }, nodeName: node-a }
	`);
	expect(slices).toMatchObject([
		{
			service: 'web',
			ports: [
				{ name: null, port: 80, protocol: 'tcp' },
				{ name: 'dns', port: 53, protocol: 'udp' }
			],
			endpoints: [
				{ addresses: ['10.244.0.4'], ready: true, serving: true, terminating: false, pod: null },
				{
					ready: false,
					serving: true,
					terminating: true,
					pod: 'b',
					nodeName: 'node-a',
					source: { line: 8, column: 3 }
				}
			]
		}
	]);
});
