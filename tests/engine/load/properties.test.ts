import { read, settle } from '#engine/load/index.ts';
import { models } from '#engine/models/index.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examples } from './examples.ts';

const modelIds = models.map(({ id }) => id);

/** Pieces of manifests, whole and broken, in any order. */
const pieces = fc.constantFrom(
	...[
		'kind: Pod',
		'apiVersion: v1',
		'---',
		'  ',
		'\n',
		'- ',
		'{',
		'}',
		'[',
		']',
		': ',
		'&a',
		'*a',
		'<<: *a',
		'"',
		"'",
		'|',
		'\t',
		'#',
		'spec:',
		'metadata:',
		'name: x',
		'items:',
		'no',
		'017',
		'::',
		'\u0000',
		'\uFEFF'
	]
);
const texts = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.array(pieces, { maxLength: 40 }).map((list) => list.join(''))
);

test('no text throws, as manifest or as cluster', () => {
	fc.assert(
		fc.property(texts, texts, (manifest, cluster) => {
			for (const { source } of settle(
				read({ manifests: { a: manifest }, cluster: { file: 'c', text: cluster } })
			).problems) {
				expect(source.line).toBeGreaterThan(0);
				expect(source.column).toBeGreaterThan(0);
			}
		}),
		{ numRuns: 400 }
	);
});

test('no half of an example throws', () => {
	const all = examples.map(({ manifests, cluster }) => [manifests ?? '', cluster ?? ''] as const);
	fc.assert(
		fc.property(
			fc.constantFrom(...all),
			fc.double({ min: 0, max: 1, noNaN: true }),
			([manifest, cluster], part) => {
				const cut = (text: string) => text.slice(0, Math.floor(text.length * part));
				read({ manifests: { a: cut(manifest) }, cluster: { file: 'c', text: cut(cluster) } });
			}
		),
		{ numRuns: 300 }
	);
});

/** Any JSON value where a manifest has a value: of the wrong type mostly. */
test('no value in the place of another throws', () => {
	const kinds = ['Pod', 'Service', 'NetworkPolicy', 'Node', 'Deployment', 'EndpointSlice'];
	const groups: Record<string, string> = {
		NetworkPolicy: 'networking.k8s.io/v1',
		Deployment: 'apps/v1',
		EndpointSlice: 'discovery.k8s.io/v1'
	};
	const names = [
		'spec',
		'metadata',
		'status',
		'name',
		'ports',
		'port',
		'selector',
		'containers',
		'ingress',
		'from',
		'podSelector',
		'matchLabels',
		'template',
		'ipBlock',
		'cidr',
		'endpoints',
		'addresses',
		'podIP',
		'clusterIP',
		'labels',
		'constructor',
		'__proto__'
	];
	const value = fc.letrec((tie) => ({
		tree: fc.oneof(
			{ depthSize: 'small' },
			fc.constantFrom<unknown>(
				null,
				true,
				0,
				80,
				-1,
				1.5,
				'',
				'x',
				'10.0.0.1',
				'10.0.0.0/8',
				'None'
			),
			fc.array(tie('tree'), { maxLength: 3 }),
			fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 5 })
		)
	})).tree;
	fc.assert(
		fc.property(fc.constantFrom(...kinds), value, value, (kind, spec, other) => {
			const object = {
				apiVersion: groups[kind] ?? 'v1',
				kind,
				metadata: { name: 'x' },
				spec,
				status: other,
				endpoints: other,
				ports: spec
			};
			settle(
				read({
					manifests: { a: JSON.stringify(object) },
					cluster: {
						file: 'c',
						text: JSON.stringify({
							networkProfile: spec,
							agentPoolProfiles: other,
							virtualNetworks: spec
						})
					}
				})
			);
		}),
		{ numRuns: 500 }
	);
});

/** Worlds of nodes, pods and Services, some with an address. */
const shop = fc.record({
	nodes: fc.array(
		fc.record({
			ip: fc.option(fc.integer({ min: 4, max: 40 })),
			range: fc.option(fc.integer({ min: 0, max: 9 }))
		}),
		{ maxLength: 5 }
	),
	pods: fc.array(
		fc.record({
			node: fc.option(fc.integer({ min: 0, max: 6 })),
			ip: fc.option(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 2, max: 20 }))),
			host: fc.boolean()
		}),
		{ maxLength: 12 }
	),
	replicas: fc.integer({ min: 0, max: 12 }),
	services: fc.array(
		fc.record({
			ip: fc.option(fc.integer({ min: 1, max: 300 })),
			type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer')
		}),
		{ maxLength: 6 }
	)
});

function manifests({
	nodes,
	pods,
	replicas,
	services
}: typeof shop extends fc.Arbitrary<infer T> ? T : never): string {
	const object = (kind: string, name: string, more: object, apiVersion = 'v1') =>
		JSON.stringify({ apiVersion, kind, metadata: { name, labels: { app: 'web' } }, ...more });
	return [
		...nodes.map(({ ip, range }, i) =>
			object('Node', `node-${i}`, {
				spec: range === null ? {} : { podCIDR: `10.244.${range}.0/24` },
				status:
					ip === null ? {} : { addresses: [{ type: 'InternalIP', address: `10.224.0.${ip}` }] }
			})
		),
		...pods.map(({ node, ip, host }, i) =>
			object('Pod', `pod-${i}`, {
				spec: {
					containers: [{ name: 'c' }],
					hostNetwork: host,
					...(node !== null && { nodeName: `node-${node}` })
				},
				status: ip === null || host ? {} : { podIP: `10.244.${ip[0]}.${ip[1]}` }
			})
		),
		object(
			'Deployment',
			'other',
			{
				spec: {
					replicas,
					selector: { matchLabels: { app: 'o' } },
					template: { metadata: { labels: { app: 'o' } }, spec: { containers: [{ name: 'c' }] } }
				}
			},
			'apps/v1'
		),
		...services.map(({ ip, type }, i) =>
			object('Service', `service-${i}`, {
				spec: {
					type,
					selector: { app: 'web' },
					ports: [{ port: 80 }],
					...(ip !== null && { clusterIP: `10.0.${ip >> 8}.${ip & 255}` })
				}
			})
		)
	].join('\n');
}

const once = (list: readonly (string | number)[]) => expect(new Set(list).size).toBe(list.length);

test('no address, range or node port is given twice, under any model', () => {
	fc.assert(
		fc.property(shop, fc.constantFrom(...modelIds), (given, model) => {
			const objects = read({ manifests: { a: manifests(given) } });
			const { nodes, pods, services, problems } = settle(objects, { model });
			const own = pods.filter(({ hostNetwork }) => !hostNetwork);
			once([
				...nodes.map(({ address }) => address),
				...own.map(({ address }) => address),
				...services.flatMap(({ frontends }) => frontends.map(({ ip }) => ip))
			]);
			once(nodes.flatMap(({ podCIDR }) => podCIDR ?? []));
			once(nodes.flatMap(({ address, secondary }) => [address, ...secondary]));
			once(services.flatMap(({ clusterIP }) => clusterIP ?? []));
			once(
				services.flatMap(({ ports, healthCheckNodePort }) => [
					...ports.flatMap(({ nodePort }) => nodePort ?? []),
					...(healthCheckNodePort === null ? [] : [healthCheckNodePort])
				])
			);
			once(pods.map(({ namespace, name }) => `${namespace}/${name}`));
			const names = new Set(nodes.map(({ name }) => name));
			expect(pods.filter(({ node }) => !names.has(node))).toEqual([]);
			// Every pod and Service is there, or somebody says why not.
			const missing =
				given.pods.length + given.replicas - pods.length + given.services.length - services.length;
			if (missing) expect(problems.filter(({ severity }) => severity === 'error')).not.toEqual([]);
			expect(missing).toBeGreaterThanOrEqual(0);
		}),
		{ numRuns: 300 }
	);
});

test('the same objects settle to the same world', () => {
	fc.assert(
		fc.property(shop, fc.constantFrom(...modelIds), (given, model) => {
			const text = manifests(given);
			const first = settle(read({ manifests: { a: text } }), { model });
			expect(settle(read({ manifests: { a: text } }), { model })).toEqual(first);
		}),
		{ numRuns: 50 }
	);
});
