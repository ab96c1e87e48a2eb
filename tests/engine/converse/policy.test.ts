/** Walks under a policy engine: where it is asked, where it is not, and what it sees. */
import { describe, expect, test } from 'vitest';
import { next, network, request, sees, shop, vms, walked } from '../given.ts';
import type { Step, Trace } from '#engine/types.ts';

const policy = (spec: string) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: ${spec}
`;
const denyAll = policy('{ podSelector: { matchLabels: { app: web } }, ingress: [] }');
const forClient = policy(
	'{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: client } } }], ports: [{ port: 8080 }] }] }'
);
const forInternet = policy(
	'{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }'
);

const forAdmins = policy(
	'{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ ipBlock: { cidr: 10.225.0.0/24 } }] }] }'
);

const last = (trace: Trace): Step => request(trace).steps.at(-1)!;
const codes = (step: Step) => step.because.map(({ code }) => code);
const engines = ['azure', 'calico'] as const;
const onFirst = { pods: ['aks-nodepool1-000000'] };
const onSecond = { pods: ['aks-nodepool1-000001'] };
const balanced = 'type: LoadBalancer';
const nodePort = 'type: NodePort';
/** The first node's port of the one Service. */
const firstNode = 'node/aks-nodepool1-000000:30086';
const toNode = (node: number) => [`load-balancer/shop/web:80=aks-nodepool1-00000${node}`];

describe.each(engines)('%s', (policyEngine) => {
	test.each([
		['the same node', onFirst],
		['another node', onSecond]
	])('an allowed pod on %s gets its answer, and the connection goes on (9.37)', (_, where) => {
		const given = network(shop(where) + forClient, { policyEngine });
		const trace = walked(given, { from: 'shop/client', to: 'shop/web-0:8080' });
		expect(trace.disposition).toBe('delivered');
		const asked = request(trace).steps.filter(({ stage }) => stage === 'filter-forward');
		expect(asked.flatMap(codes)).toContain('policy-allows');
		expect(next(trace).steps.at(-1)!.verdict).toBe('deliver');
	});

	test('what nobody allows is dropped, with the line of YAML', () => {
		const given = network(shop(onFirst) + denyAll, { policyEngine });
		const step = last(walked(given, { from: 'shop/client', to: 'shop/web-0:8080' }));
		expect(step).toMatchObject({ verdict: 'drop', stage: 'filter-forward' });
		expect(step.because[0]).toMatchObject({
			code: 'policy-none-allows',
			fact: '9.1',
			certainty: 'documented',
			source: { file: 'shop.yaml' }
		});
	});

	test('a rule that only the port misses says so', () => {
		const given = network(shop(onFirst) + forClient, { policyEngine });
		const step = last(walked(given, { from: 'shop/client', to: 'shop/web-0:81' }));
		expect(step.because[0].says).toContain('but only TCP 8080');
	});

	test('under Local the policy sees the client', () => {
		const service = `${balanced}\nexternalTrafficPolicy: Local`;
		const to = 'service/shop/web:80';
		const open = network(shop({ ...onFirst, service }) + forInternet, { policyEngine });
		expect(walked(open, { from: 'internet', to }).disposition).toBe('delivered');
		const shut = network(shop({ ...onFirst, service }) + denyAll, { policyEngine });
		expect(codes(last(walked(shut, { from: 'internet', to })))).toContain('policy-none-allows');
	});

	test('a pod reaches its own node', () => {
		const given = network(shop(onFirst) + denyAll, { policyEngine });
		const trace = walked(given, { from: 'shop/web-0', to: 'node/aks-nodepool1-000000:22' });
		expect(trace.disposition).toBe('delivered');
	});

	test('its own node reaches a pod', () => {
		const given = network(shop(onFirst) + denyAll, { policyEngine });
		const trace = walked(given, { from: 'node/aks-nodepool1-000000', to: 'shop/web-0:8080' });
		expect(trace.disposition).toBe('delivered');
	});
});

describe('NPM and the Cluster policy', () => {
	const to = 'service/shop/web:80';

	test('a pod on the node that receives stays reachable, whatever the policy says (9.19, 9.20)', () => {
		const given = network(shop({ ...onFirst, service: balanced }) + denyAll, {
			policyEngine: 'azure'
		});
		const trace = walked(given, { from: 'internet', to, picks: toNode(0) });
		expect(trace.disposition).toBe('delivered');
		expect(request(trace).steps.flatMap(codes)).toContain('policy-not-asked');
	});

	test('a pod on another node is asked for: the rules decide, and both sources are named (9.35)', () => {
		const given = network(shop({ ...onSecond, service: nodePort }) + denyAll, {
			policyEngine: 'azure',
			cluster: vms
		});
		const step = last(walked(given, { from: 'vm/db', to: firstNode }));
		expect(step.at.name).toBe('aks-nodepool1-000001');
		expect(step.because[0]).toMatchObject({
			code: 'policy-after-masquerade',
			fact: '9.35',
			certainty: 'inference'
		});
		expect(step.because[0].says).toContain('9.19');
		expect(codes(step)).toContain('policy-none-allows');
	});

	test('the probe dies on the same rule, so the load balancer keeps to the node where the mark is accepted (3.29, 9.35)', () => {
		const given = network(shop({ ...onSecond, service: balanced }) + denyAll, {
			policyEngine: 'azure'
		});
		const trace = walked(given, { from: 'internet', to });
		expect(trace.disposition).toBe('delivered');
		expect(trace.choices.filter(({ point }) => point.startsWith('load-balancer'))).toEqual([]);
	});

	test("an ingress policy of a pod elsewhere drops on the sender's node (A5)", () => {
		const given = network(shop(onSecond) + denyAll, { policyEngine: 'azure' });
		const step = last(walked(given, { from: 'shop/client', to: 'shop/web-0:8080' }));
		expect(step.at.name).toBe('aks-nodepool1-000000');
		expect(step.because[0]).toMatchObject({ fact: 'A5', certainty: 'inference' });
	});
});

describe('Calico and the Cluster policy (9.36)', () => {
	test('a pod on the node that receives is judged by the client, and then sees the node', () => {
		const given = network(shop({ ...onFirst, service: nodePort }) + forAdmins, {
			policyEngine: 'calico',
			cluster: vms
		});
		const trace = walked(given, { from: 'vm/db', to: firstNode });
		expect(trace.disposition).toBe('delivered');
		expect(request(trace).steps.flatMap(codes)).toEqual(
			expect.arrayContaining(['policy-allows', 'policy-before-masquerade'])
		);
		expect(sees(request(trace))).toBe('10.224.0.4');
	});

	test('a pod on another node is judged by the node', () => {
		const given = network(shop({ ...onSecond, service: nodePort }) + forAdmins, {
			policyEngine: 'calico',
			cluster: vms
		});
		const step = last(walked(given, { from: 'vm/db', to: firstNode }));
		expect(step).toMatchObject({ verdict: 'drop', at: { name: 'aks-nodepool1-000001' } });
		expect(codes(step)).toContain('policy-after-masquerade');
	});

	test("a pod's egress policy is asked before its own node (9.43)", () => {
		const shut = policy('{ podSelector: {}, policyTypes: [Egress] }');
		const given = network(shop(onFirst) + shut, { policyEngine: 'calico' });
		const trace = walked(given, { from: 'shop/web-0', to: 'node/aks-nodepool1-000000:22' });
		expect(last(trace)).toMatchObject({ stage: 'filter-input', verdict: 'drop' });
	});
});

test('without an engine a policy is an object that nobody reads (9.9)', () => {
	const given = network(shop(onFirst) + denyAll, {});
	expect(given.world.problems).toMatchObject([
		{ code: 'policy-without-engine', severity: 'info', fact: '9.9' }
	]);
	expect(walked(given, { from: 'shop/client', to: 'shop/web-0:8080' }).disposition).toBe(
		'delivered'
	);
});

test('kubenet with Calico: a pod on the same node is reached by routing', () => {
	const given = network(shop(onFirst) + forClient, { model: 'kubenet', policyEngine: 'calico' });
	const trace = walked(given, { from: 'shop/client', to: 'service/shop/web:80' });
	expect(trace.disposition).toBe('delivered');
	expect(request(trace).steps.map(({ stage }) => stage)).not.toContain('bridge');
});
