import { describe, expect, test } from 'vitest';
import type { Connection, Trace } from '#engine/types.ts';
import { decidingStep } from '#engine/expect/asked.ts';
import { coredns, models, network, sees, shop, stops, vms, walked } from '../given.ts';

const names = `
${vms.trim()}
  dns:
    - { name: example.com, address: 203.0.113.20 }
    - { name: www.example.com, alias: example.com }
    - { name: gone.example.com }
`;

const others = `---
apiVersion: v1
kind: Service
metadata: { name: peers, namespace: shop }
spec: { clusterIP: None, selector: { app: web }, ports: [{ port: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: outside, namespace: shop }
spec: { type: ExternalName, externalName: www.example.com }
---
apiVersion: v1
kind: Service
metadata: { name: alias, namespace: shop }
spec: { type: ExternalName, externalName: web.shop.svc.cluster.local }
---
apiVersion: v1
kind: Service
metadata: { name: ring, namespace: shop }
spec: { type: ExternalName, externalName: ring.shop.svc.cluster.local }
`;

const queries = ({ connections }: Trace): readonly Connection[] =>
	connections.filter(({ lookup }) => lookup);
const asked = (trace: Trace) =>
	queries(trace).map(
		({ id, parent, lookup }) =>
			`${id}${parent ? `<${parent}` : ''} ${lookup!.name} ${lookup!.result}`
	);
const answer = (trace: Trace) => trace.connections.find(({ id }) => id === 'c1')!;
const suffix = /\.[0-9a-f]{26}\.bx\.internal\.cloudapp\.net/;
const plain = (trace: Trace) => asked(trace).map((text) => text.replace(suffix, '.VNET'));

describe.each(models)('a name from a pod on %s', (model) => {
	const cluster = network(shop() + others + coredns, { model, cluster: names });
	const ask = (to: string, from = 'shop/client', more = {}) =>
		walked(cluster, { from, to, ...more });

	test('a short name is found by the first suffix (A7), and its query is a packet to the ClusterIP of CoreDNS (3.11)', () => {
		const trace = ask('web:80');
		expect(plain(trace)).toEqual(['d1 web.shop.svc.cluster.local address']);
		const [query] = queries(trace);
		expect(query).toMatchObject({
			purpose: 'dns',
			parent: null,
			to: 'service/kube-system/kube-dns:53',
			disposition: 'delivered',
			clientSees: 'answer',
			lookup: { records: [{ type: 'A', value: '10.0.1.0' }] }
		});
		expect(query!.request.steps[0]!.before).toMatchObject({
			protocol: 'udp',
			dst: '10.0.0.10',
			dstPort: 53
		});
		expect(query!.request.steps.at(-1)!.at.name).toMatch(/^kube-system\/coredns-/);
		expect(query!.reply!.steps.at(-1)!.after.src).toBe('10.0.0.10');
		expect(answer(trace)).toMatchObject({ disposition: 'delivered', to: 'web:80' });
		expect(trace.deliveredTo).toMatch(/^pod\/shop\/web-\d:8080$/);
		expect(trace.order.slice(0, 3)).toEqual([
			{ connection: 'd1', leg: 'request' },
			{ connection: 'd1', leg: 'reply' },
			{ connection: 'c1', leg: 'request' }
		]);
	});

	test('a name with fewer than five dots meets every suffix first, also a full one (A7)', () => {
		expect(plain(ask('web.shop:80'))).toEqual([
			'd1 web.shop.shop.svc.cluster.local no-name',
			'd2 web.shop.svc.cluster.local address'
		]);
		expect(plain(ask('web.shop.svc.cluster.local:80'))).toEqual([
			'd1 web.shop.svc.cluster.local.shop.svc.cluster.local no-name',
			'd2 web.shop.svc.cluster.local.svc.cluster.local no-name',
			'd3 web.shop.svc.cluster.local.cluster.local no-name',
			'd4 web.shop.svc.cluster.local.VNET no-name',
			'd5 web.shop.svc.cluster.local address'
		]);
		expect(plain(ask('web.shop.svc.cluster.local.:80'))).toEqual([
			'd1 web.shop.svc.cluster.local address'
		]);
	});

	test('which CoreDNS pod answers is a choice of each query', () => {
		const { choices } = ask('web.shop:80');
		expect(choices.map(({ point, at }) => `${at.connection} ${point}`)).toEqual([
			'd1 endpoint/kube-system/kube-dns:53',
			'd2 endpoint/kube-system/kube-dns:53',
			'c1 endpoint/shop/web:80'
		]);
	});

	test("an external name costs four failed rounds, and CoreDNS asks Azure's DNS for the fifth (A7, 3.11)", () => {
		const trace = ask('example.com:443');
		expect(plain(trace)).toEqual([
			'd1 example.com.shop.svc.cluster.local no-name',
			'd2 example.com.svc.cluster.local no-name',
			'd3 example.com.cluster.local no-name',
			'd4 example.com.VNET no-name',
			'd5 example.com address',
			'd6<d5 example.com address'
		]);
		const upstream = queries(trace).at(-1)!;
		expect(upstream).toMatchObject({ purpose: 'dns-upstream', to: '168.63.129.16:53' });
		expect(upstream.from).toMatch(/^pod\/kube-system\/coredns-/);
		expect(trace.order.slice(-6).map(({ connection, leg }) => `${connection} ${leg}`)).toEqual([
			'd6 request',
			'd6 reply',
			'd5 reply',
			'c1 request',
			'c1 reply',
			'c1 next'
		]);
		expect(answer(trace).request.steps.at(-1)!.at.name).toBe('203.0.113.20');
	});

	test('168.63.129.16 sees the node in every model (matrix after 1.66, 5.4), and no route or rule stands in the way (7.11)', () => {
		const upstream = queries(ask('example.com.:443')).at(-1)!;
		expect(sees(upstream.request)).toMatch(/^10\.224\./);
		expect(cluster.owner(sees(upstream.request))?.kind).toBe('node');
		expect(upstream.request.steps.at(-1)!.at).toEqual({ kind: 'platform', name: '168.63.129.16' });
		expect(stops(upstream.request)).not.toContain('subnet-gateway/egress');
		expect(stops(upstream.reply!).slice(0, 2)).toEqual(['platform/send', 'nic/subnet-nsg-in']);
		expect(upstream.reply!.steps.at(-1)!.at.kind).toBe('pod');
	});

	test('a headless name stands for every ready pod, and one is taken (3.3)', () => {
		const trace = ask('peers:8080');
		expect(queries(trace)[0]!.lookup!.records).toHaveLength(2);
		expect(trace.choices.find(({ point }) => point === 'address/shop/peers')).toMatchObject({
			at: { connection: 'd1', leg: 'reply' },
			options: [{ probability: 0.5 }, { probability: 0.5 }]
		});
		expect(trace.choices.some(({ point }) => point.startsWith('endpoint/shop/'))).toBe(false);
		const other = ask('peers:8080', 'shop/client', {
			picks: ['address/shop/peers=pod/shop/web-1']
		});
		expect(other.deliveredTo).toBe('pod/shop/web-1:8080');
	});

	test('ExternalName is an alias that CoreDNS follows itself (A7)', () => {
		const trace = ask('outside:443');
		expect(plain(trace)).toEqual([
			'd1 outside.shop.svc.cluster.local address',
			'd2<d1 www.example.com address'
		]);
		expect(queries(trace)[0]!.lookup!.records).toEqual([
			{ name: 'outside.shop.svc.cluster.local', type: 'CNAME', value: 'www.example.com' },
			{ name: 'www.example.com', type: 'CNAME', value: 'example.com' },
			{ name: 'example.com', type: 'A', value: '203.0.113.20' }
		]);
		expect(ask('alias:80').deliveredTo).toMatch(/^pod\/shop\/web-\d:8080$/);
	});

	test('aliases in a circle end in a failure after eight', () => {
		const trace = ask('ring:80');
		expect(trace.disposition).toBe('unresolved');
		expect(queries(trace)[0]!.lookup!).toMatchObject({ result: 'failure', records: { length: 8 } });
	});

	test('where a name does not exist no packet exists', () => {
		const trace = ask('nobody:80');
		expect(trace).toMatchObject({ disposition: 'unresolved', deliveredTo: null });
		expect(answer(trace)).toMatchObject({
			clientSees: 'name-error',
			request: { steps: [{ stage: 'resolve', because: [{ code: 'name-unresolved' }] }], wire: [] },
			reply: null
		});
		expect(ask('gone.example.com.:80').disposition).toBe('unresolved');
	});

	test('a public name that nobody told is left open', () => {
		const trace = ask('unheard.example:443');
		expect(trace.disposition).toBe('undetermined');
		expect(answer(trace).clientSees).toBe('unknown');
	});

	test("a node asks Azure's DNS itself, which does not know the cluster's names (A7)", () => {
		const node = 'node/aks-nodepool1-000000';
		expect(plain(ask('example.com:443', node))).toEqual(['d1 example.com address']);
		expect(ask('web.shop.svc.cluster.local:80', node).disposition).toBe('unresolved');
		const byMachine = ask('db:5432', node);
		expect(plain(byMachine)).toEqual(['d1 db.VNET address']);
		expect(byMachine.deliveredTo).toBe('vm/db:5432');
	});

	test('a machine is found by its short name from a pod too, at the fourth try', () => {
		const trace = ask('db:5432');
		expect(plain(trace).slice(3)).toEqual(['d4 db.VNET address', 'd5<d4 db.VNET address']);
		expect(trace.deliveredTo).toBe('vm/db:5432');
	});

	test('pods have names by their address (A7)', () => {
		const [pod] = cluster.world.pods.filter(({ name }) => name === 'web-1');
		const dashed = pod!.address.replaceAll('.', '-');
		expect(ask(`${dashed}.shop.pod.cluster.local.:8080`).deliveredTo).toBe('pod/shop/web-1:8080');
		expect(ask(`${dashed}.peers.shop.svc.cluster.local.:8080`).deliveredTo).toBe(
			'pod/shop/web-1:8080'
		);
	});

	test('without the DNS Service the same names are found by rule, and that is said', () => {
		const bare = network(shop() + others, { model, cluster: names });
		const trace = walked(bare, { from: 'shop/client', to: 'web.shop:80' });
		expect(trace.connections.map(({ id }) => id)).toEqual(['c1']);
		expect(trace).toMatchObject({
			disposition: 'delivered',
			problems: [{ code: 'dns-not-given', severity: 'info' }]
		});
	});

	test('CoreDNS without a ready pod refuses, and the request is never sent', () => {
		const silent = network(shop() + coredns.replace('replicas: 2', 'replicas: 0'), { model });
		const trace = walked(silent, { from: 'shop/client', to: 'web:80' });
		expect(trace.disposition).toBe('unresolved');
		expect(queries(trace)).toMatchObject([
			{ disposition: 'refused', lookup: { result: 'no-answer' } }
		]);
		expect(decidingStep(answer(trace))!.because.map(({ code }) => code)).toContain(
			'service-no-endpoints'
		);
	});
});

test('a rule that names the tag AzurePlatformDNS stops the lookup (7.11)', () => {
	const denied = `
virtualNetworks:
  - name: aks-vnet
    addressSpace: { addressPrefixes: [10.224.0.0/12] }
    subnets: [{ name: aks-subnet, addressPrefix: 10.224.0.0/16, networkSecurityGroup: { id: guard } }]
networkSecurityGroups:
  - name: guard
    securityRules:
      - { name: NoDns, priority: 100, direction: Outbound, access: Deny, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: AzurePlatformDNS, destinationPortRange: '*' }
packetwalk: { dns: [{ name: example.com, address: 203.0.113.20 }] }
`;
	const trace = walked(network(shop() + coredns, { cluster: denied }), {
		from: 'shop/client',
		to: 'example.com.:443'
	});
	expect(trace.disposition).toBe('unresolved');
	expect(queries(trace).map(({ lookup }) => lookup!.result)).toEqual(['failure', 'no-answer']);
	expect(decidingStep(queries(trace)[1]!)).toMatchObject({
		stage: 'subnet-nsg-out',
		rules: [{ table: 'guard', number: 100 }]
	});
	const open = network(shop() + coredns, {
		cluster: denied.replace('AzurePlatformDNS', 'Internet')
	});
	expect(
		walked(open, { from: 'shop/client', to: 'example.com.:443' }).connections[0]!.disposition
	).toBe('delivered');
});
