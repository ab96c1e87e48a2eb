/** Addresses, ports, frontends and endpoints of Services. */
import type { Service } from '#engine/world.ts';
import { describe, expect, test } from 'vitest';
import { pod, service, world } from './given.ts';

const services = (manifests: string, cluster?: string): readonly Service[] =>
	world(manifests, cluster).services;
const balancer = (name: string, annotations = '', spec = ''): string =>
	`{ apiVersion: v1, kind: Service, metadata: { name: ${name}, annotations: { ${annotations} } }, spec: { type: LoadBalancer, ports: [{ port: 80 }]${spec} } }\n---\n`;
const internal = 'service.beta.kubernetes.io/azure-load-balancer-internal: "true"';
const ipv4 = 'service.beta.kubernetes.io/azure-load-balancer-ipv4';

describe('ClusterIPs', () => {
	test('come from the upper band, around what is given (2.21)', () => {
		const manifests =
			service('a', '') +
			service('b', 'clusterIP: 10.0.1.1') +
			service('c', '') +
			service('d', 'clusterIP: None') +
			service('e', '');
		expect(services(manifests).map(({ clusterIP, headless }) => [clusterIP, headless])).toEqual([
			['10.0.1.0', false],
			['10.0.1.1', false],
			['10.0.1.2', false],
			[null, true],
			['10.0.1.3', false]
		]);
	});

	test.each([
		['10.0.0.0/24', '10.0.0.16'],
		['10.0.0.0/20', '10.0.1.0'],
		['10.0.0.0/16', '10.0.1.0'],
		['10.0.0.0/28', '10.0.0.2']
	])('the first one of %s is %s', (range, ip) => {
		expect(
			services(service('a', ''), `networkProfile: { serviceCidr: ${range} }`)[0]!.clusterIP
		).toBe(ip);
	});
});

describe('node ports', () => {
	test('count up from 30086 in the order of the file, around what is given', () => {
		const manifests =
			service('a', 'type: NodePort', '[{ name: one, port: 80 }, { name: two, port: 81 }]') +
			service('b', 'type: NodePort', '[{ port: 80, nodePort: 30087 }]') +
			balancer('c', '', ', externalTrafficPolicy: Local') +
			balancer('d', '', ', allocateLoadBalancerNodePorts: false');
		expect(
			services(manifests).map(({ ports, healthCheckNodePort }) => [
				ports.map(({ nodePort }) => nodePort),
				healthCheckNodePort
			])
		).toEqual([
			[[30086, 30088], null],
			[[30087], null],
			[[30089], 30090],
			[[null], null]
		]);
	});

	test('one number may serve two protocols', () => {
		const ports =
			'[{ name: a, port: 53, nodePort: 30053 }, { name: b, port: 53, nodePort: 30053, protocol: UDP }]';
		expect(services(service('dns', 'type: NodePort', ports))).toHaveLength(1);
	});
});

describe('frontends', () => {
	const frontends = (manifests: string, cluster?: string) =>
		services(manifests, cluster).map((one) => one.frontends.map(({ ip }) => ip));

	test('public ones count up from 198.51.100.10, around what is asked for', () => {
		const manifests =
			balancer('a') +
			balancer('b', `${ipv4}: 198.51.100.11`) +
			balancer('c') +
			balancer('d', '', ', loadBalancerIP: 198.51.100.99');
		expect(frontends(manifests)).toEqual([
			['198.51.100.10'],
			['198.51.100.11'],
			['198.51.100.12'],
			['198.51.100.99']
		]);
	});

	test('status counts more than what was asked for', () => {
		const manifest = balancer('a', `${ipv4}: 198.51.100.50`).replace(
			/ }\n/,
			', status: { loadBalancer: { ingress: [{ ip: 198.51.100.60, ipMode: Proxy }] } } }\n'
		);
		expect(services(manifest)[0]!.frontends).toEqual([
			{ ip: '198.51.100.60', ipMode: 'Proxy', internal: false }
		]);
	});

	test.each([
		['', '10.224.0.7'],
		['networkProfile: { networkPlugin: azure }', '10.224.0.97']
	])('an internal one is the first free of the subnet above all nodes (%s)', (cluster, ip) => {
		const [one] = services(balancer('a', internal), cluster);
		expect(one!.frontends).toEqual([{ ip, ipMode: 'VIP', internal: true }]);
	});

	test('an internal one may ask for another subnet', () => {
		const cluster =
			'virtualNetworks: [{ name: v, subnets: [{ name: nodes, addressPrefix: 10.224.0.0/24 }, { name: front, addressPrefix: 10.224.9.0/24 }] }]';
		const annotations = `${internal}, service.beta.kubernetes.io/azure-load-balancer-internal-subnet: front`;
		expect(frontends(balancer('a', annotations), cluster)).toEqual([['10.224.9.4']]);
	});

	test('nodes are placed around one that is asked for', () => {
		const found = world(balancer('a', `${internal}, ${ipv4}: 10.224.0.5`));
		expect(found.nodes.map(({ address }) => address)).toEqual([
			'10.224.0.4',
			'10.224.0.6',
			'10.224.0.7'
		]);
		expect(found.services[0]!.frontends).toMatchObject([{ ip: '10.224.0.5' }]);
	});

	test('two Services may share an address, but not its ports', () => {
		const other = balancer('b', `${ipv4}: 198.51.100.30`).replace('port: 80', 'port: 443');
		expect(frontends(balancer('a', `${ipv4}: 198.51.100.30`) + other)).toEqual([
			['198.51.100.30'],
			['198.51.100.30']
		]);
	});
});

describe('endpoints', () => {
	const status = (manifest: string, text: string): string =>
		manifest.replace(/ }\n/, `, status: { ${text} } }\n`);
	const ends = (manifests: string) =>
		services(manifests)[0]!.ports.map(({ endpoints }) =>
			endpoints.map(({ pod, port, ready, serving, terminating }) => [
				pod,
				port,
				ready,
				serving,
				terminating
			])
		);
	const notReady = 'conditions: [{ type: Ready, status: "False" }]';
	const leaving = (name: string) =>
		pod(name).replace('{ name:', '{ deletionTimestamp: "2026-11-20T00:00:00Z", name:');

	test('are the ready pods; others stand beside them', () => {
		const manifests =
			service('s', 'selector: { app: web }') +
			pod('a') +
			status(pod('b'), notReady) +
			leaving('c') +
			pod('d', '', '{ app: other }') +
			pod('e', '', '{ app: web }', 'elsewhere');
		expect(ends(manifests)).toEqual([
			[
				['shop/a', 80, true, true, false],
				['shop/b', 80, false, false, false],
				['shop/c', 80, false, true, true]
			]
		]);
	});

	test('publishNotReadyAddresses makes all ready', () => {
		const manifests =
			service('s', 'selector: { app: web }, publishNotReadyAddresses: true') +
			status(pod('a'), notReady) +
			leaving('b');
		expect(ends(manifests)[0]!.map(([, , ready]) => ready)).toEqual([true, true]);
	});

	test("a named target port is each pod's own", () => {
		const withPort = (name: string, ports: string) =>
			pod(name).replace('{ name: c }', `{ name: c, ports: ${ports} }`);
		const manifests =
			service('s', 'selector: { app: web }', '[{ port: 80, targetPort: http }]') +
			withPort('a', '[{ name: http, containerPort: 8080 }]') +
			withPort('b', '[{ name: http, containerPort: 9090 }]') +
			withPort('c', '[{ name: http, containerPort: 7070, protocol: UDP }]');
		expect(ends(manifests)).toEqual([
			[
				['shop/a', 8080, true, true, false],
				['shop/b', 9090, true, true, false]
			]
		]);
	});

	test('pods that share address and port are one endpoint', () => {
		const host = 'hostNetwork: true, nodeName: aks-nodepool1-000000';
		expect(ends(service('s', 'selector: { app: web }') + pod('a', host) + pod('b', host))).toEqual([
			[['shop/a', 80, true, true, false]]
		]);
	});

	test('EndpointSlices count more than the selector', () => {
		const slice = `{ apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: s-1, namespace: shop, labels: { kubernetes.io/service-name: s } }, addressType: IPv4, ports: [{ port: 99 }], endpoints: [{ addresses: [192.168.7.7] }, { addresses: [10.244.0.4], targetRef: { kind: Pod, name: a } }] }\n---\n`;
		const [one] = services(service('s', 'selector: { app: web }') + pod('a') + pod('b') + slice);
		expect(
			one!.ports[0]!.endpoints.map(({ address, port, pod, node }) => [address, port, pod, node])
		).toEqual([
			['10.244.0.4', 99, 'shop/a', 'aks-nodepool1-000000'],
			['192.168.7.7', 99, null, null]
		]);
	});
});
