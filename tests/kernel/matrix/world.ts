/** The world of the generated cases, under any model and any settings. */
import { readFileSync } from 'node:fs';
import { compile } from '#engine/compile/index.ts';
import { read, settle } from '#engine/load/index.ts';
import type { Network } from '#engine/network.ts';
import type { ModelId } from '#engine/world.ts';

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const manifests = { 'manifests.yaml': text('manifests.yaml') };
const cluster = text('cluster.yaml');

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
