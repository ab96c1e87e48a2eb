import { describe, expect, test } from 'vitest';
import {
	models,
	network,
	next,
	reply,
	request,
	rewrites,
	sees,
	shop,
	stops,
	walked
} from '../given.ts';

const remote = ['endpoint/shop/web:80=pod/shop/web-1'];
const fromInternet = { from: 'internet', to: 'service/shop/web:80' };
const frontend = '198.51.100.10';
const node = { kubenet: '10.224.0.4', overlay: '10.224.0.4', 'node-subnet': '10.224.0.4' };

describe.each(models)('a public load balancer on %s', (model) => {
	const cluster = network(shop({ service: 'type: LoadBalancer' }), { model });
	const local = network(shop({ service: 'type: LoadBalancer\nexternalTrafficPolicy: Local' }), {
		model
	});

	test('the node is sent the packet still addressed to the frontend (3.15)', () => {
		const arriving = request(walked(cluster, fromInternet)).wire.find(
			({ device }) => device.kind === 'node'
		)!;
		expect(arriving).toMatchObject({
			interface: 'eth0',
			direction: 'in',
			tuple: { src: '203.0.113.10', dst: frontend, dstPort: 80 }
		});
	});

	test('Cluster: rewritten to a pod, and masqueraded by the node that received it (3.7)', () => {
		const trace = walked(cluster, { ...fromInternet, picks: remote });
		const pod = request(trace).steps.at(-1)!.after.dst;
		expect(rewrites(request(trace))).toEqual([
			`node destination ${pod}:8080`,
			`node source ${node[model]}`
		]);
		expect(trace).toMatchObject({ disposition: 'delivered', deliveredTo: 'pod/shop/web-1:8080' });
	});

	test('Local: not masqueraded, the pod sees the client (3.7)', () => {
		const trace = walked(local, fromInternet);
		expect(sees(request(trace))).toBe('203.0.113.10');
		expect(trace.disposition).toBe('delivered');
	});

	test.each([
		['Cluster', cluster],
		['Local', local]
	])(
		'%s: the reply has the frontend as its source, and does not visit the load balancer (3.19)',
		(_, given) => {
			const answer = reply(
				walked(given, { ...fromInternet, picks: given === cluster ? remote : [] })
			);
			expect(answer.steps.at(-1)).toMatchObject({
				at: { kind: 'internet-host' },
				after: { src: frontend, srcPort: 80, dst: '203.0.113.10' }
			});
			expect(stops(answer)).not.toContain('load-balancer/inbound');
			expect(stops(answer)).not.toContain('load-balancer/outbound');
		}
	);

	test('the next packet reads no nat rule (A2)', () => {
		const { steps } = next(walked(cluster, { ...fromInternet, picks: remote }));
		expect(steps.flatMap(({ rules }) => rules).filter(({ table }) => table === 'nat')).toEqual([]);
		expect(steps.at(-1)!.at).toEqual({ kind: 'pod', name: 'shop/web-1' });
	});

	test('Local: only nodes with a ready endpoint get new flows (3.29)', () => {
		const { choices } = walked(local, fromInternet);
		expect(choices[0]).toMatchObject({
			point: 'load-balancer/shop/web:80',
			options: [
				{ value: 'aks-nodepool1-000000', probability: 0.5 },
				{ value: 'aks-nodepool1-000001', probability: 0.5 }
			]
		});
	});

	test('Local without any endpoint: no node is healthy, so the load balancer drops', () => {
		const trace = walked(
			network(shop({ service: 'type: LoadBalancer\nexternalTrafficPolicy: Local', pods: [] }), {
				model
			}),
			fromInternet
		);
		expect(trace).toMatchObject({ disposition: 'dropped', deliveredTo: null });
		expect(request(trace).steps.at(-1)!.because[0]).toMatchObject({
			code: 'load-balancer-no-healthy-node',
			fact: '3.29'
		});
	});

	test('a port that no rule holds is dropped at the load balancer', () => {
		const trace = walked(cluster, { from: 'internet', to: `${frontend}:81` });
		expect(request(trace).steps.at(-1)!.because[0].code).toBe('load-balancer-no-rule');
	});

	test('from inside, the load balancer is short-circuited (3.10)', () => {
		const trace = walked(local, { from: 'shop/client', to: `${frontend}:80`, picks: remote });
		expect(stops(request(trace))).not.toContain('load-balancer/inbound');
		expect(trace.deliveredTo).toBe('pod/shop/web-1:8080');
	});
});
