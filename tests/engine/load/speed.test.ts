import { read, settle } from '#engine/load/index.ts';
import { models } from '#engine/models/index.ts';
import { expect, test } from 'vitest';

/** 100 nodes, 3,000 pods, 300 Services and 100 policies in one namespace: the worst case for selectors. */
const items = [
	...Array.from({ length: 100 }, (_, i) => ({
		apiVersion: 'v1',
		kind: 'Node',
		metadata: { name: `node-${i}` }
	})),
	...Array.from({ length: 300 }, (_, i) => ({
		apiVersion: 'apps/v1',
		kind: 'Deployment',
		metadata: { name: `app-${i}` },
		spec: {
			replicas: 10,
			selector: { matchLabels: { app: `app-${i}` } },
			template: {
				metadata: { labels: { app: `app-${i}`, tier: 'back' } },
				spec: { containers: [{ name: 'c' }] }
			}
		}
	})),
	...Array.from({ length: 300 }, (_, i) => ({
		apiVersion: 'v1',
		kind: 'Service',
		metadata: { name: `app-${i}` },
		spec: {
			selector: { tier: 'back', app: `app-${i}` },
			ports: [{ port: 80 }],
			type: i % 3 ? 'ClusterIP' : 'LoadBalancer'
		}
	})),
	...Array.from({ length: 100 }, (_, i) => ({
		apiVersion: 'networking.k8s.io/v1',
		kind: 'NetworkPolicy',
		metadata: { name: `app-${i}` },
		spec: {
			podSelector: { matchLabels: { app: `app-${i}` } },
			ingress: [{ from: [{ podSelector: { matchLabels: { app: `app-${i + 1}` } } }] }]
		}
	}))
];
const objects = read({
	manifests: { 'big.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) },
	cluster: { file: 'c', text: 'agentPoolProfiles: [{ name: a, count: 100, maxPods: 60 }]' }
});

test.each(models.map(({ id }) => id))('3,000 pods settle quickly under %s', (model) => {
	const begin = performance.now();
	const world = settle(objects, { model, policyEngine: 'calico' });
	const spent = performance.now() - begin;
	expect([world.nodes.length, world.pods.length, world.services.length]).toEqual([100, 3000, 300]);
	expect(world.problems).toEqual([]);
	// It takes a tenth of this; a quadratic slip takes ten times as much.
	expect(spent).toBeLessThan(1000);
});
