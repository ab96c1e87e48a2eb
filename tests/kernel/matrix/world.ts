/** The world of the generated cases, under any model and any settings. */
import { readFileSync } from 'node:fs';
import { compile } from '#engine/compile/index.ts';
import { read, settle } from '#engine/load/index.ts';
import type { Network } from '#engine/network.ts';
import type { ModelId, PolicyEngine } from '#engine/world.ts';

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const manifests = { 'manifests.yaml': text('manifests.yaml') };
const cluster = text('cluster.yaml');

/** The same world with policies, and an engine that enforces them. */
export function policedBy(policyEngine: PolicyEngine, model: ModelId): Network {
	const objects = read({
		manifests: { ...manifests, 'policies.yaml': text('policies.yaml') },
		cluster: { file: 'cluster.yaml', text: cluster }
	});
	return compile(settle(objects, { model, policyEngine }));
}

/** `settings` are lines of the block `packetwalk`, each with its two spaces. */
export function networkOf(model: ModelId, ...settings: string[]): Network {
	const objects = read({
		manifests,
		cluster: { file: 'cluster.yaml', text: [cluster, ...settings].join('\n') }
	});
	const [broken] = objects.problems.filter(({ severity }) => severity === 'error');
	if (broken) throw new Error(broken.says);
	return compile(settle(objects, { model }));
}
