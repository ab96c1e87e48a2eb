import { describe, expect, test } from 'vitest';
import { run } from './terminal.ts';

interface Printed {
	readonly complete: boolean;
	readonly branches: readonly { readonly probability: number; readonly deliveredTo: string }[];
}

const many = (count: number) => `
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop }
spec: { containers: [{ name: a, image: a }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${count}
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: a, image: a }] } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }
`;

describe('trace --branches', () => {
	test('every choice with its odds', async () => {
		const { code, out } = await run('trace -s loadbalancer-public --branches');
		expect(code).toBe(0);
		expect(out.match(/^16\.7 % {3}delivered/gm)).toHaveLength(6);
		expect(out).toContain('c1@load-balancer/shop/web:80=aks-nodepool1-000002');
		expect(out).toMatch(/^6 branches$/m);
	});

	test('-o json: the odds of all branches make one', async () => {
		const { out } = await run(
			'trace -s clusterip --from shop/web --to cat-svc:80 --branches -o json'
		);
		const { complete, branches } = JSON.parse(out) as Printed;
		expect(complete).toBe(true);
		expect(branches).toHaveLength(6);
		expect(branches.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 3);
	});

	test('after 256 it says that there are more', async () => {
		const { out } = await run(
			'trace -f a.yaml --from internet --to service/shop/web:80 --branches',
			{
				files: { 'a.yaml': many(100) }
			}
		);
		expect(out).toMatch(/^the first 256 branches; there are more$/m);
	});

	test('a mistake is one, as without', async () => {
		const { code, err } = await run(
			'trace -s clusterip --from shop/nobody --to cat-svc:80 --branches'
		);
		expect(code).toBe(2);
		expect(err).toContain('There is no pod shop/nobody');
	});
});

test('trace --again opens a second connection from the next port', async () => {
	const { out } = await run('trace -s clusterip --again');
	expect(out).toContain('== c2: request');
	expect(out).toContain('10.244.0.4:49153 → 10.0.1.0:80 tcp');
});
