import { describe, expect, test } from 'vitest';
import { asked, decidingStep } from '#engine/expect/asked.ts';
import type { Network } from '#engine/network.ts';
import type { Trace } from '#engine/types.ts';
import { models, network, request, rewrites, sees, shop, stops, vms, walked } from '../given.ts';

const client = 'shop/client';
const remote = ['endpoint/shop/web:80=pod/shop/web-1'];
const plain = 'ports: [{ port: 80, targetPort: 8080 }]';
const annotation = 'service.beta.kubernetes.io/azure-';
const annotated = (text: string, ...lines: readonly string[]) =>
	text.replace(
		'metadata: { name: web, namespace: shop }',
		`metadata: { name: web, namespace: shop, annotations: { ${lines.map((line) => `${annotation}${line}`).join(', ')} } }`
	);
const reason = (trace: Trace) => decidingStep(asked(trace))!.because[0].code;
const codes = (trace: Trace) =>
	asked(trace).request.steps.flatMap(({ because }) => because.map(({ code }) => code));

describe.each(models)('Services on %s', (model) => {
	const given = (text: string): Network => network(text, { model, cluster: vms });
	const balanced = (more = '') => shop({ service: `type: LoadBalancer\n${more}` });
	const fromVm = { from: 'vm/db', to: 'service/shop/web:80' };

	describe('an internal load balancer', () => {
		const internal = annotated(balanced(), 'load-balancer-internal: "true"');
		const on = given(internal);
		const frontend = on.world.services[0]!.frontends[0]!;

		test('has an address of the node subnet, and answers a VM from it (2.25, 3.14)', () => {
			expect(frontend).toMatchObject({
				internal: true,
				ip: expect.stringMatching(/^10\.224\./) as string
			});
			const trace = walked(on, { ...fromVm, picks: remote });
			expect(trace.disposition).toBe('delivered');
			expect(stops(request(trace))).toContain('load-balancer/inbound');
			expect(request(trace).steps.find(({ at }) => at.kind === 'load-balancer')!.at.name).toBe(
				'kubernetes-internal'
			);
			expect(trace.connections[0]!.reply!.steps.at(-1)!.after.src).toBe(frontend.ip);
		});

		test('needs no rule of AKS: the virtual network is allowed by default (3.40)', () => {
			const step = request(walked(on, fromVm)).steps.find(
				({ stage }) => stage === 'subnet-nsg-in'
			)!;
			expect(step.rules[0]).toMatchObject({ number: 65000 });
		});

		test('is not reached from the internet', () => {
			expect(walked(on, { from: 'internet', to: `${frontend.ip}:80` }).disposition).toBe(
				'no-route'
			);
		});

		test('stands in the subnet and at the address that are asked for (3.48)', () => {
			const asking = annotated(
				balanced(),
				'load-balancer-internal: "true"',
				'load-balancer-internal-subnet: vms',
				'load-balancer-ipv4: 10.225.0.77'
			);
			const there = given(asking);
			expect(there.world.services[0]!.frontends[0]!.ip).toBe('10.225.0.77');
			expect(walked(there, fromVm).disposition).toBe('delivered');
		});

		test('source ranges stop at the node alone, for no group of AKS asks (3.41)', () => {
			const ranged = given(
				internal.replace(plain, `${plain}\n  loadBalancerSourceRanges: [10.225.0.0/32]`)
			);
			const trace = walked(ranged, fromVm);
			expect(trace.disposition).toBe('dropped');
			expect(decidingStep(asked(trace))!.stage).toMatch(/^filter-/);
			const open = given(
				internal.replace(plain, `${plain}\n  loadBalancerSourceRanges: [10.225.0.0/24]`)
			);
			expect(walked(open, fromVm).disposition).toBe('delivered');
		});

		test('with the rule that denies others, the group stops them first (3.41)', () => {
			const closed = annotated(
				balanced('loadBalancerSourceRanges: [10.225.0.0/32]'),
				'load-balancer-internal: "true"',
				'deny-all-except-load-balancer-source-ranges: "true"'
			);
			expect(decidingStep(asked(walked(given(closed), fromVm)))!.stage).toMatch(/nsg-in$/);
		});
	});

	describe('floating IP off (3.17)', () => {
		const off = 'disable-load-balancer-floating-ip: "true"';

		test('public: the node is addressed at its node port, and the answer comes from the frontend', () => {
			const on = given(annotated(balanced(), off));
			const trace = walked(on, { from: 'internet', to: 'service/shop/web:80', picks: remote });
			const { nodePort } = on.world.services[0]!.ports[0]!;
			expect(rewrites(request(trace))[0]).toBe(`load-balancer destination 10.224.0.4:${nodePort}`);
			expect(codes(trace)).toContain('service-node-port');
			expect(trace.connections[0]!.reply!.steps.at(-1)!.after).toMatchObject({
				src: '198.51.100.10',
				srcPort: 80
			});
			expect(trace.disposition).toBe('delivered');
		});

		test('internal: the answer is put back inside the virtual network, too', () => {
			const on = given(annotated(balanced(), 'load-balancer-internal: "true"', off));
			const { ip } = on.world.services[0]!.frontends[0]!;
			const trace = walked(on, { ...fromVm, picks: remote });
			expect(trace.disposition).toBe('delivered');
			const reply = trace.connections[0]!.reply!;
			expect(reply.steps.at(-1)).toMatchObject({
				at: { kind: 'vm', name: 'db' },
				after: { src: ip, srcPort: 80 }
			});
			expect(
				reply.steps.find(({ verdict, stage }) => verdict === 'rewrite' && stage === 'route')!
					.because[0]
			).toMatchObject({ code: 'load-balancer-return', fact: '3.17' });
		});

		test('internal: a chosen pod sees the node under Cluster, and the client under Local (3.7)', () => {
			const local = given(
				annotated(balanced('externalTrafficPolicy: Local'), 'load-balancer-internal: "true"', off)
			);
			expect(sees(request(walked(local, fromVm)))).toBe('10.225.0.4');
			const cluster = given(annotated(balanced(), 'load-balancer-internal: "true"', off));
			expect(sees(request(walked(cluster, { ...fromVm, picks: remote })))).toMatch(/^10\.224\./);
		});
	});

	test('several ports are several rules, and a port may be called by its name', () => {
		const on = given(
			balanced().replace(
				plain,
				'ports: [{ name: http, port: 80, targetPort: http }, { name: other, port: 81, targetPort: 9090 }]'
			)
		);
		expect(on.loadBalancers[0]!.rules.map(({ port }) => port)).toEqual([80, 81]);
		expect(walked(on, { from: 'internet', to: 'service/shop/web:http' }).deliveredTo).toMatch(
			/:8080$/
		);
		expect(walked(on, { from: client, to: 'service/shop/web:other' }).deliveredTo).toMatch(
			/:9090$/
		);
	});

	test('source ranges: outside, the group of AKS drops first; from a pod, kube-proxy does (3.43, 3.44)', () => {
		const on = given(balanced('loadBalancerSourceRanges: [203.0.113.0/32]'));
		const outside = walked(on, { from: 'internet', to: '198.51.100.10:80' });
		expect(outside.disposition).toBe('dropped');
		expect(decidingStep(asked(outside))!.stage).toMatch(/nsg-in$/);
		const inside = walked(on, { from: client, to: '198.51.100.10:80' });
		expect(inside.disposition).toBe('dropped');
		expect(decidingStep(asked(inside))!).toMatchObject({ at: { kind: 'node' }, verdict: 'drop' });
		expect(walked(on, { from: '203.0.113.0', to: '198.51.100.10:80' }).disposition).toBe(
			'delivered'
		);
		expect(walked(on, { from: client, to: 'service/shop/web:80' }).disposition).toBe('delivered');
	});

	describe('session affinity across two connections (3.25)', () => {
		const picks = [
			'c1@load-balancer/shop/web:80=aks-nodepool1-000002',
			'c1@endpoint/shop/web:80=pod/shop/web-1'
		];
		const call = { from: 'internet', to: 'service/shop/web:80', picks, again: 1 };
		const nodes = (trace: Trace) =>
			trace.connections
				.filter(({ purpose }) => purpose === 'request')
				.map(({ request }) => request.steps.find(({ at }) => at.kind === 'node')!.at.name);
		const pods = (trace: Trace) =>
			trace.connections
				.filter(({ purpose }) => purpose === 'request')
				.map(({ request }) => request.steps.at(-1)!.at.name);

		test('ClientIP: the load balancer keeps the node, and kube-proxy the pod', () => {
			const trace = walked(given(balanced('sessionAffinity: ClientIP')), call);
			expect(nodes(trace)).toEqual(['aks-nodepool1-000002', 'aks-nodepool1-000002']);
			expect(pods(trace)).toEqual(['shop/web-1', 'shop/web-1']);
			expect(codes(trace)).toContain('service-affinity');
			expect(trace.choices.map(({ at }) => at.connection)).not.toContain('c2');
			expect(trace.deliveredTo).toBe('pod/shop/web-1:8080');
		});

		test('None: the second connection is chosen anew', () => {
			const trace = walked(given(balanced()), call);
			expect(nodes(trace)).toEqual(['aks-nodepool1-000002', 'aks-nodepool1-000000']);
			expect(trace.choices.map(({ at }) => at.connection)).toContain('c2');
		});

		test("from a pod, kube-proxy alone remembers, on the client's own node (3.9)", () => {
			const on = given(shop({ service: 'sessionAffinity: ClientIP' }));
			const trace = walked(on, {
				from: client,
				to: 'service/shop/web:80',
				picks: ['c1@endpoint/shop/web:80=pod/shop/web-1'],
				again: 1
			});
			expect(pods(trace)).toEqual(['shop/web-1', 'shop/web-1']);
		});
	});

	test('an external IP is caught on every node, and answered from it', () => {
		const on = given(shop({ service: 'externalIPs: [192.0.2.80]' }));
		const trace = walked(on, { from: client, to: '192.0.2.80:80', picks: remote });
		expect(trace).toMatchObject({ disposition: 'delivered', deliveredTo: 'pod/shop/web-1:8080' });
		expect(codes(trace)).toContain('service-external-ip');
	});

	test.each(['UDP', 'SCTP'])('%s goes the same way as TCP inside', (protocol) => {
		const on = given(
			shop().replace(plain, `ports: [{ port: 80, targetPort: 8080, protocol: ${protocol} }]`)
		);
		const trace = walked(on, { from: client, to: 'service/shop/web:80', picks: remote });
		expect(trace.disposition).toBe('delivered');
		expect(request(trace).steps[0]!.before.protocol).toBe(protocol.toLowerCase());
	});

	test('SCTP has no rule on a public load balancer, and one on an internal one (3.27)', () => {
		const text = balanced().replace(
			plain,
			'ports: [{ port: 80, targetPort: 8080, protocol: SCTP }]'
		);
		expect(reason(walked(given(text), { from: 'internet', to: 'service/shop/web:80' }))).toBe(
			'load-balancer-no-rule'
		);
		const inside = given(annotated(text, 'load-balancer-internal: "true"'));
		expect(walked(inside, fromVm).disposition).toBe('delivered');
	});

	describe('endpoints that are about to end (A1, item 1)', () => {
		const ending = (text: string) =>
			text.replaceAll(
				'labels: { app: web } }\nspec:',
				'labels: { app: web }, deletionTimestamp: "2026-01-01T00:00:00Z" }\nstatus: { conditions: [{ type: Ready, status: "True" }] }\nspec:'
			);

		test('are taken where nothing better is', () => {
			const trace = walked(given(ending(shop())), { from: client, to: 'service/shop/web:80' });
			expect(trace.disposition).toBe('delivered');
			expect(
				request(trace)
					.steps.flatMap(({ because }) => because.map(({ says }) => says))
					.join()
			).toContain('serving, though terminating');
		});

		test('under Local they serve, but the probe says 503, so no new flow comes from outside (3.29)', () => {
			const trace = walked(given(ending(balanced('externalTrafficPolicy: Local'))), {
				from: 'internet',
				to: 'service/shop/web:80'
			});
			expect(reason(trace)).toBe('load-balancer-no-healthy-node');
		});
	});

	test('a pod that calls its own Service sees the node, where its packet comes back at all (A3)', () => {
		const own = ['endpoint/shop/web:80=pod/shop/web-0'];
		const call = { from: 'shop/web-0', to: 'service/shop/web:80', picks: own };
		if (model !== 'kubenet') {
			const trace = walked(given(shop()), call);
			expect(trace.disposition).toBe('delivered');
			expect(sees(request(trace))).toBe(given(shop()).world.nodes[0]!.address);
			return;
		}
		const bridge = (hairpin: string) =>
			walked(
				network(shop(), { model, cluster: `packetwalk: { bridge: { hairpin: ${hairpin} } }` }),
				call
			);
		expect(bridge('veth').disposition).toBe('delivered');
		expect(sees(request(bridge('veth')))).toBe('10.244.0.1');
		expect([bridge('promisc').disposition, reason(bridge('promisc'))]).toEqual([
			'dropped',
			'forward-invalid'
		]);
		expect([bridge('none').disposition, reason(bridge('none'))]).toEqual([
			'dropped',
			'bridge-hairpin'
		]);
	});

	describe('from inside, the load balancer is short-circuited (3.10)', () => {
		const on = given(balanced('externalTrafficPolicy: Local'));
		test.each([client, 'node/aks-nodepool1-000002'])(
			'%s reaches every endpoint, also under Local',
			(from) => {
				const trace = walked(on, { from, to: '198.51.100.10:80', picks: remote });
				expect(trace.deliveredTo).toBe('pod/shop/web-1:8080');
				expect(stops(request(trace))).not.toContain('load-balancer/inbound');
			}
		);
	});
});
