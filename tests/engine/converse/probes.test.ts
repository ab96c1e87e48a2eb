import { describe, expect, test } from 'vitest';
import { decidingStep } from '#engine/expect/asked.ts';
import type { Connection, Trace } from '#engine/types.ts';
import { models, network, request, shop, stops, walked } from '../given.ts';

const fromInternet = { from: 'internet', to: 'service/shop/web:80' };
const probes = ({ connections }: Trace): readonly Connection[] =>
	connections.filter(({ purpose }) => purpose === 'probe');
const told = (trace: Trace) => probes(trace).map(({ clientSees }) => clientSees);
const nodes = [0, 1, 2].map((i) => `aks-nodepool1-00000${i}`);

const guarded = (rule: string) => `
virtualNetworks:
  - name: aks-vnet
    addressSpace: { addressPrefixes: [10.224.0.0/12] }
    subnets: [{ name: aks-subnet, addressPrefix: 10.224.0.0/16, networkSecurityGroup: { id: guard } }]
networkSecurityGroups:
  - name: guard
    securityRules:
      - { name: NoProbes, priority: 200, direction: Inbound, access: Deny, protocol: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*', ${rule} }
`;

describe.each(models)('health probes on %s', (model) => {
	const given = (service: string, more: Parameters<typeof shop>[0] = {}, cluster = '') =>
		network(shop({ service: `type: LoadBalancer\n${service}`, ...more }), { model, cluster });

	test('Cluster: a handshake with the node port of every node, from 168.63.129.16 (3.29, 3.33)', () => {
		const on = given('');
		const trace = walked(on, fromInternet);
		const { nodePort } = on.world.services[0]!.ports[0]!;
		expect(probes(trace).map(({ from, to }) => `${from} ${to}`)).toEqual(
			nodes.map((name) => `168.63.129.16 node/${name}:${nodePort}`)
		);
		expect(told(trace)).toEqual(['answer', 'answer', 'answer']);
		const [one] = probes(trace);
		expect(stops(one!.request)[0]).toBe('platform/send');
		expect(one!.reply!.steps.at(-1)!.at).toEqual({ kind: 'platform', name: '168.63.129.16' });
	});

	test('they are played before the request, and are no choice of the learner', () => {
		const { order, choices } = walked(given(''), fromInternet);
		expect(order.map(({ connection }) => connection)).toEqual([
			'p1',
			'p1',
			'p2',
			'p2',
			'p3',
			'p3',
			'c1',
			'c1',
			'c1'
		]);
		expect(choices.every(({ at }) => at.connection === 'c1')).toBe(true);
	});

	test('Local: kube-proxy is asked on its own port, and says 503 where no endpoint runs (3.29)', () => {
		const on = given('externalTrafficPolicy: Local');
		const trace = walked(on, fromInternet);
		expect(told(trace)).toEqual(['http-200', 'http-200', 'http-503']);
		const port = on.world.services[0]!.healthCheckNodePort;
		expect(probes(trace)[0]!.to).toBe(`node/${nodes[0]}:${port}`);
		expect(probes(trace)[2]!.request.steps.at(-1)!.at).toEqual({ kind: 'node', name: nodes[2] });
		expect(
			probes(trace)[2]!.request.steps.flatMap(({ because }) => because.map(({ code }) => code))
		).toContain('health-check-port');
	});

	test('Cluster without an endpoint: the node port refuses, so no node is healthy and the client waits in vain', () => {
		const trace = walked(given('', { pods: [] }), fromInternet);
		expect(told(trace)).toEqual(['refused', 'refused', 'refused']);
		expect(trace.disposition).toBe('dropped');
		expect(request(trace).steps.at(-1)!.because[0].code).toBe('load-balancer-no-healthy-node');
	});

	test('UDP under Cluster is not probed (3.29)', () => {
		const udp = network(
			shop({ service: 'type: LoadBalancer' }).replace(
				'ports: [{ port: 80, targetPort: 8080 }]',
				'ports: [{ port: 80, targetPort: 8080, protocol: UDP }]'
			),
			{ model }
		);
		const trace = walked(udp, fromInternet);
		expect(probes(trace)).toEqual([]);
		expect(trace.disposition).toBe('delivered');
	});

	test('a security group in the way of 168.63.129.16 takes every node out (3.33)', () => {
		const on = given('', {}, guarded('sourceAddressPrefix: AzureLoadBalancer'));
		const trace = walked(on, fromInternet);
		expect(told(trace)).toEqual(['timeout', 'timeout', 'timeout']);
		expect(decidingStep(probes(trace)[0]!)!.rules[0]).toMatchObject({
			table: 'guard',
			number: 200
		});
		expect(request(trace).steps.at(-1)).toMatchObject({
			at: { kind: 'load-balancer' },
			verdict: 'drop',
			because: [{ code: 'load-balancer-no-healthy-node', source: { file: 'cluster.yaml' } }, {}]
		});
		expect(request(trace).steps.at(-1)!.because[0].says).toMatch(/0 of 3 nodes answer the probe/);
	});

	test('a wrong target port is noticed by the probe where the scenario owns its pods', () => {
		const wrong = network(
			shop({ service: 'type: LoadBalancer' }).replace('targetPort: 8080', 'targetPort: 8081'),
			{ model }
		);
		const trace = walked(wrong, { ...fromInternet, ownsPods: true });
		expect(told(trace)).toEqual(['refused', 'refused', 'refused']);
		expect(trace.disposition).toBe('dropped');
		expect(walked(wrong, fromInternet).disposition).toBe('delivered');
	});

	test('a short-circuited packet meets no load balancer, so no probe is told (3.10)', () => {
		const trace = walked(given(''), { from: 'shop/client', to: '198.51.100.10:80' });
		expect(probes(trace)).toEqual([]);
	});

	const one = [nodes[0]!];
	test.each([
		['Cluster', '', undefined],
		['Cluster, one pod', '', one],
		['Cluster, none', '', []],
		['Local', 'externalTrafficPolicy: Local', undefined],
		['Local, one pod', 'externalTrafficPolicy: Local', one],
		['Local, none', 'externalTrafficPolicy: Local', []],
		['two ports', 'sessionAffinity: ClientIP', undefined]
	])('%s: the walked probes say what the compiler foresaw', (_, service, pods) => {
		const on = given(service, pods ? { pods } : {});
		const trace = walked(on, fromInternet);
		const [rule] = on.loadBalancers.flatMap(({ rules }) => rules);
		expect(
			probes(trace).flatMap(({ to, disposition, clientSees }) =>
				disposition === 'delivered' && clientSees !== 'http-503'
					? [to.slice('node/'.length).replace(/:\d+$/, '')]
					: []
			)
		).toEqual(rule!.healthy);
	});
});
