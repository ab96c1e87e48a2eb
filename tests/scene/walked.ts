/** The repository's own scenarios, walked: what the page shows, without a page. */
import { globSync, readFileSync } from 'node:fs';
import { compile } from '#engine/compile/index.ts';
import { trace } from '#engine/converse/index.ts';
import { settle } from '#engine/load/settle.ts';
import { readScenarios } from '#engine/scenario/index.ts';
import type { ModelId } from '#engine/world.ts';

const files = Object.fromEntries(
	globSync('scenarios/**/*.yaml').map((path) => [
		path.replaceAll('\\', '/'),
		readFileSync(path, 'utf8')
	])
);
export const { scenarios } = readScenarios(files);

export function walked(
	id: string,
	{
		model = 'overlay',
		packet,
		picks = []
	}: { model?: ModelId; packet?: string; picks?: readonly string[] } = {}
) {
	const variant = scenarios.find((one) => one.id === id)!.variants[0];
	const world = settle(variant.objects, { model });
	const network = compile(world);
	const { from, to, protocol } =
		variant.lesson.packets.find((one) => one.id === packet) ?? variant.lesson.packets[0]!;
	const answer = trace(network, { from, to, ...(protocol && { protocol }), picks, ownsPods: true });
	if ('mistake' in answer) throw new Error(answer.mistake.says);
	return { variant, world, network, trace: answer.trace };
}

/** The first step of a leg at a stage. */
export function stepAt(
	{ trace: { connections } }: ReturnType<typeof walked>,
	stage: string,
	leg: 'request' | 'reply' = 'request'
) {
	const walk = connections[0]![leg]!;
	const index = walk.steps.findIndex((one) => one.stage === stage);
	return { leg: walk, index, step: walk.steps[index]! };
}
