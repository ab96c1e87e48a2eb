import { describe, expect, test } from 'vitest';
import { models, network, reply, request, shop, vms, walked } from '../given.ts';

describe.each(models)('what a client sees on %s', (model) => {
	const empty = network(shop({ pods: [] }), { model });

	test("a Service without endpoints refuses at once, from the client's own node (A2)", () => {
		const trace = walked(empty, { from: 'shop/client', to: 'service/shop/web:80' });
		expect(trace).toMatchObject({
			disposition: 'refused',
			connections: [{ clientSees: 'refused' }]
		});
		expect(request(trace).steps.at(-1)).toMatchObject({
			verdict: 'reject',
			because: [{ code: 'service-no-endpoints' }]
		});
		expect(reply(trace).steps[0]).toMatchObject({
			stage: 'output-route',
			before: { protocol: 'icmp' }
		});
		expect(reply(trace).steps.at(-1)!.at).toEqual({ kind: 'pod', name: 'shop/client' });
	});

	test("the error comes from the node's address on the pod's side: cbr0 on kubenet, eth0 with azv links (A2)", () => {
		const trace = walked(empty, { from: 'shop/client', to: 'service/shop/web:80' });
		expect(reply(trace).steps[0]!.before.src).toBe(
			model === 'kubenet' ? '10.244.0.1' : '10.224.0.4'
		);
	});

	test('a port that the pod does not declare is a reset only where the scenario owns its pods (DESIGN section 4)', () => {
		const given = network(shop(), { model });
		const question = { from: 'shop/client', to: 'shop/web-1:81' };
		expect(walked(given, question)).toMatchObject({
			disposition: 'delivered',
			connections: [{ listens: 'assumed-no' }]
		});
		expect(walked(given, { ...question, ownsPods: true })).toMatchObject({
			disposition: 'refused',
			connections: [{ listens: 'assumed-no', clientSees: 'refused' }]
		});
	});

	const oneEndpoint = 'type: NodePort\nexternalTrafficPolicy: Local';
	const local = network(shop({ service: oneEndpoint, pods: ['aks-nodepool1-000000'] }), {
		model,
		cluster: vms
	});
	const nodePort = `node/aks-nodepool1-000001:${local.world.services[0]!.ports[0]!.nodePort}`;

	test('a node port under Local on a node without endpoint is dropped on input (A2)', () => {
		const trace = walked(local, { from: 'vm/db', to: nodePort });
		expect(request(trace).steps.at(-1)).toMatchObject({
			stage: 'filter-input',
			verdict: 'drop',
			because: [{ code: 'service-no-local-endpoints' }]
		});
		expect(trace.connections[0]!.clientSees).toBe('timeout');
	});

	test('to kube-proxy on node subnet the nodes themselves are in the cluster: unmarked, so the answer comes from the wrong address (A1, 1.29)', () => {
		const trace = walked(local, { from: 'node/aks-nodepool1-000002', to: nodePort });
		expect(trace).toMatchObject({
			disposition: model === 'node-subnet' ? 'reply-dropped' : 'dropped',
			connections: [{ clientSees: 'timeout' }]
		});
		if (model === 'node-subnet')
			expect(reply(trace).steps.at(-1)!.because[0].code).toBe('answer-not-awaited');
	});

	test('from the internet a node port has no address to send to', () => {
		const given = network(shop({ service: 'type: NodePort' }), { model });
		expect(
			walked(given, { from: 'internet', to: 'node/aks-nodepool1-000000:30086' }).disposition
		).toBe('no-route');
	});
});

test.each([
	['overlay', 'cilium', 'combination-refused', '9.12'],
	['kubenet', 'azure', 'combination-refused', '1.22']
] as const)('%s with %s is not walked: %s', (model, policyEngine, code, fact) => {
	const cluster = network(shop(), { model });
	const judged = {
		...cluster,
		world: { ...cluster.world, cluster: { ...cluster.world.cluster, policyEngine } }
	};
	expect(walked(judged, { from: 'shop/client', to: 'shop/web-0:8080' })).toMatchObject({
		disposition: 'undetermined',
		connections: [{ request: { steps: [{ because: [{ code, fact }] }] } }]
	});
});
