/** Worlds from YAML, and ends in words, for the tests of policies. */
import { read, settle } from '#engine/load/index.ts';
import type { End } from '#engine/policy/index.ts';
import type { World } from '#engine/world.ts';

/** The settled world of one file. An error in it is a mistake of the test. */
export function worldOf(text: string): World {
	const world = settle(read({ manifests: { 'a.yaml': text } }));
	const errors = world.problems.filter(({ severity }) => severity === 'error');
	if (errors.length)
		throw new Error(errors.map(({ says, source }) => `${source.line}: ${says}`).join('\n'));
	return world;
}

/** `NAMESPACE/NAME`, `node/NAME`, `internet` or an address. */
export function endIn(world: World, words: string): End {
	if (words === 'internet') return { kind: 'outside', address: '203.0.113.10' };
	const [first = '', name] = words.split('/');
	if (name === undefined) return { kind: 'outside', address: first };
	if (first === 'node') {
		const node = world.nodes.find((node) => node.name === name);
		if (node) return { kind: 'node', name, address: node.address };
	}
	const pod = world.pods.find((pod) => pod.namespace === first && pod.name === name);
	if (!pod) throw new Error(`no such end: ${words}`);
	return { kind: 'pod', pod };
}
