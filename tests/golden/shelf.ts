import { readdirSync, readFileSync } from 'node:fs';
import { compile } from '#engine/compile/index.ts';
import { trace } from '#engine/converse/index.ts';
import { settle } from '#engine/load/index.ts';
import type { Network } from '#engine/network.ts';
import { readScenarios, type LessonPacket, type Variant } from '#engine/scenario/index.ts';
import type { Trace } from '#engine/types.ts';
import { modelIds, type ModelId } from '#engine/world.ts';

const names = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) =>
	name.endsWith('.yaml')
);
const files = Object.fromEntries(
	names.map((name) => [`scenarios/${name}`, readFileSync(`scenarios/${name}`, 'utf8')])
);

/** The shipped scenarios. */
export const shelf = readScenarios(files);

export interface Lane {
	readonly id: string;
	readonly variant: Variant;
	readonly model: ModelId;
}

/** Every scenario in every variant and model. */
export const lanes: readonly Lane[] = shelf.scenarios.flatMap(({ id, variants }) =>
	variants.flatMap((variant) => modelIds.map((model) => ({ id, variant, model })))
);

export const laneName = ({ id, variant, model }: Lane): string => `${id}.${variant.id}.${model}`;

export const networkOf = ({ variant, model }: Lane): Network =>
	compile(settle(variant.objects, { model }));

export function walk(network: Network, { from, to, protocol }: LessonPacket): Trace {
	const answer = trace(network, { from, to, ...(protocol && { protocol }), ownsPods: true });
	if ('mistake' in answer) throw new Error(`${from} → ${to}: ${answer.mistake.says}`);
	return answer.trace;
}
