import { describe, expect, test } from 'vitest';
import { judge, onlyPolicy, policySet, type Direction } from '#engine/policy/index.ts';
import type { Source } from '#engine/types.ts';
import { endIn, worldOf } from './given.ts';

const text = `apiVersion: v1
kind: Node
metadata: { name: aks-nodepool1-000000 }
status: { addresses: [{ type: InternalIP, address: 10.224.0.4 }] }
---
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: web, labels: { app: web } }
spec:
  nodeName: aks-nodepool1-000000
  containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }]
---
apiVersion: v1
kind: Pod
metadata: { namespace: shop, name: cart, labels: { app: cart } }
spec: { nodeName: aks-nodepool1-000000, containers: [{ name: cart, image: cart }] }
---
apiVersion: v1
kind: Pod
metadata: { namespace: audit, name: reader }
spec: { nodeName: aks-nodepool1-000000, containers: [{ name: reader, image: reader }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { namespace: shop, name: deny }
spec:
  podSelector: {}
  policyTypes: [Ingress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { namespace: shop, name: web-in }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { team: ops } }
        - ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.128/25] }
    - from:
        - podSelector: { matchExpressions: [{ key: app, operator: In, values: [cart, till] }] }
      ports:
        - { protocol: UDP, port: 53 }
        - port: http
        - { port: 9000, endPort: 9010 }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { namespace: audit, name: nothing-out }
spec:
  podSelector: {}
  policyTypes: [Egress]
`;
const world = worldOf(text);
const set = policySet(world);

function says(
	direction: Direction,
	subject: string,
	peer: string,
	port: number
): readonly string[] {
	const traffic = { protocol: 'tcp', port } as const;
	return judge(set, direction, endIn(world, subject), endIn(world, peer), traffic).because.map(
		({ says }) => says
	);
}

describe('an allowing reason names policy, rule, port and peer', () => {
	test('a named port', () => {
		expect(says('ingress', 'shop/web', 'shop/cart', 8080)).toEqual([
			'NetworkPolicy shop/web-in, ingress rule 2, allows TCP port "http" from pods with app in (cart,till) in namespace shop.'
		]);
	});

	test('a range of ports', () => {
		expect(says('ingress', 'shop/web', 'shop/cart', 9010)).toEqual([
			'NetworkPolicy shop/web-in, ingress rule 2, allows TCP 9000 to 9010 from pods with app in (cart,till) in namespace shop.'
		]);
	});

	test('a block', () => {
		expect(says('ingress', 'shop/web', '203.0.113.10', 1)).toEqual([
			'NetworkPolicy shop/web-in, ingress rule 1, allows every port from 203.0.113.0/24 except 203.0.113.128/25.'
		]);
	});
});

describe('a denying reason says how near each policy came', () => {
	test('the right peer, another port', () => {
		expect(says('ingress', 'shop/web', 'shop/cart', 80)).toEqual([
			'NetworkPolicy shop/web-in selects shop/web for ingress, and ingress rule 2 allows shop/cart, but not TCP 80: only UDP 53, TCP port "http", TCP 9000 to 9010.',
			'NetworkPolicy shop/deny selects shop/web for ingress, and has no ingress rule, so it allows nothing.'
		]);
	});

	test('no such peer', () => {
		expect(says('ingress', 'shop/web', 'audit/reader', 8080)).toContain(
			'NetworkPolicy shop/web-in selects shop/web for ingress, and none of its ingress rules allows audit/reader.'
		);
	});
});

test('a pod that is selected for the other direction only says so', () => {
	expect(says('egress', 'shop/web', 'shop/cart', 80)).toEqual([
		'No NetworkPolicy selects shop/web for egress (shop/deny selects it, but not for egress), so all egress is allowed.'
	]);
});

test('exemptions name both ends', () => {
	expect(says('ingress', 'shop/web', 'node/aks-nodepool1-000000', 80)).toEqual([
		'shop/web runs on node aks-nodepool1-000000: traffic between a pod and its own node is always allowed.'
	]);
	expect(says('ingress', 'shop/web', 'shop/web', 80)).toEqual([
		'shop/web may always reach itself.'
	]);
	expect(says('egress', 'internet', 'shop/web', 80)).toEqual([
		'203.0.113.10 is outside the cluster: no policy asks about its egress.'
	]);
});

/** What is written from a place on: the first line there, and for an object the line with its name. */
function written(source: Source | undefined): string {
	const lines = text.split('\n').slice((source?.line ?? 0) - 1);
	const [first = ''] = lines;
	return (first.startsWith('apiVersion') ? (lines[2] ?? '') : first).slice(
		(source?.column ?? 1) - 1
	);
}

describe('a reason points at the line that decided', () => {
	test.each([
		['the port that allows', 'shop/web', 'shop/cart', 8080, 'port: http'],
		['the rule that allows every port', 'shop/web', '203.0.113.10', 80, 'from:'],
		["the near rule's first port", 'shop/web', 'shop/cart', 80, '{ protocol: UDP, port: 53 }'],
		[
			'the policy itself',
			'shop/cart',
			'audit/reader',
			80,
			'metadata: { namespace: shop, name: deny }'
		]
	])('%s', (_, subject, peer, port, expected) => {
		const traffic = { protocol: 'tcp', port } as const;
		const { because } = judge(set, 'ingress', endIn(world, subject), endIn(world, peer), traffic);
		expect(written(because[0].source)).toBe(expected);
	});
});

describe('both ends', () => {
	const ask = (from: string, to: string, port: number) =>
		onlyPolicy(set, { from: endIn(world, from), to: endIn(world, to), protocol: 'tcp', port });

	test('a denial at either end drops, and only denials are given as the reason', () => {
		const answer = ask('audit/reader', 'shop/cart', 80);
		expect(answer).toMatchObject({
			reaches: false,
			disposition: 'dropped',
			egress: { kind: 'denied' },
			ingress: { kind: 'denied' }
		});
		expect(answer.because.map(({ source }) => written(source))).toEqual([
			'metadata: { namespace: audit, name: nothing-out }',
			'metadata: { namespace: shop, name: deny }'
		]);
		expect(ask('audit/reader', 'internet', 443).because.map(({ code }) => code)).toEqual([
			'policy-none-allows'
		]);
	});

	test('a rule weighs more than an open door', () => {
		const answer = ask('shop/cart', 'shop/web', 8080);
		expect(answer).toMatchObject({
			reaches: true,
			disposition: 'delivered',
			ingress: { policies: ['shop/web-in'] }
		});
		expect(answer.because.map(({ code }) => code)).toEqual([
			'policy-allows',
			'policy-not-selected'
		]);
	});

	test('a pod that reaches itself says it once', () => {
		expect(ask('shop/cart', 'shop/cart', 80).because.map(({ code }) => code)).toEqual([
			'policy-self'
		]);
	});
});
