import { describe, expect, test } from 'vitest';
import { models, network, reply, request, rewrites, sees, shop, vms, walked } from '../given.ts';

describe.each(models)('who is seen on %s', (model) => {
	const given = network(shop(), { model, cluster: vms });
	const podAddress = given.world.pods.find(({ name }) => name === 'client')!.address;

	test('a VM in the virtual network sees the pod on Azure CNI, the node on kubenet and Overlay (matrix after 1.66)', () => {
		const trace = walked(given, { from: 'shop/client', to: 'vm/db:5432' });
		expect(sees(request(trace))).toBe(model === 'node-subnet' ? podAddress : '10.224.0.4');
		expect(trace.disposition).toBe('delivered');
	});

	test('a pod on another node sees the pod', () => {
		expect(sees(request(walked(given, { from: 'shop/client', to: 'shop/web-1:8080' })))).toBe(
			podAddress
		);
	});

	test('another node sees the pod on Azure CNI, the node on kubenet and Overlay', () => {
		const trace = walked(given, { from: 'shop/client', to: 'node/aks-nodepool1-000001:10250' });
		expect(sees(request(trace))).toBe(model === 'node-subnet' ? podAddress : '10.224.0.4');
	});

	test('the internet sees the public address of the outbound rule, and the answer finds its way back (4.20)', () => {
		const trace = walked(given, { from: 'shop/client', to: 'internet:443' });
		expect(rewrites(request(trace))).toEqual([
			'node source 10.224.0.4',
			'load-balancer source 198.51.100.1'
		]);
		expect(reply(trace).steps.at(-1)!.after).toMatchObject({
			src: '203.0.113.10',
			dst: podAddress
		});
	});

	test("a ClusterIP is rewritten on the client's own node and keeps the client (3.6)", () => {
		const trace = walked(given, {
			from: 'shop/client',
			to: 'service/shop/web:80',
			picks: ['endpoint/shop/web:80=pod/shop/web-1']
		});
		expect(sees(request(trace))).toBe(podAddress);
		expect(
			request(trace)
				.wire.filter(({ device, direction }) => device.kind === 'node' && direction === 'out')
				.every(({ tuple }) => tuple.dstPort === 8080)
		).toBe(true);
		expect(reply(trace).steps.at(-1)!.after.srcPort).toBe(80);
	});

	test('a VM reaches a pod only where pods have addresses of the virtual network (1.64)', () => {
		const trace = walked(given, { from: 'vm/db', to: 'shop/web-1:8080' });
		expect(trace.disposition).toBe(model === 'node-subnet' ? 'delivered' : 'no-route');
	});
});
