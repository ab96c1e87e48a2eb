import { readdirSync, readFileSync } from 'node:fs';
import { compile } from '#engine/compile/index.ts';
import { trace } from '#engine/converse/index.ts';
import { settle } from '#engine/load/index.ts';
import type { Network } from '#engine/network.ts';
import { readScenarios, type LessonPacket, type Variant } from '#engine/scenario/index.ts';
import type { Trace } from '#engine/types.ts';
import { modelIds, policyEngines, type ModelId, type PolicyEngine } from '#engine/world.ts';

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
	readonly policyEngine: PolicyEngine;
}

/** The policy engines under which something is expected in a model; AKS does not offer all of them everywhere. */
function enginesOf({ lesson, objects }: Variant, model: ModelId): readonly PolicyEngine[] {
	const wanted = lesson.expect
		.filter((line) => line.model?.includes(model) ?? true)
		.flatMap((line) => line.policy ?? [objects.cluster.policyEngine]);
	// Without an engine a policy changes nothing, so that walk is the one of other scenarios.
	const walked = wanted.filter(
		(engine) => engine !== 'none' || objects.cluster.policyEngine === 'none'
	);
	return policyEngines.filter((engine) => walked.includes(engine));
}

/** Every scenario in every variant, model and policy engine. */
export const lanes: readonly Lane[] = shelf.scenarios.flatMap(({ id, variants }) =>
	variants.flatMap((variant) =>
		modelIds.flatMap((model) =>
			enginesOf(variant, model).map((policyEngine) => ({ id, variant, model, policyEngine }))
		)
	)
);

/** The engine is named where it is not the scenario's own. */
export const laneName = ({ id, variant, model, policyEngine }: Lane): string =>
	[
		id,
		variant.id,
		model,
		...(policyEngine === variant.objects.cluster.policyEngine ? [] : [policyEngine])
	].join('.');

export const networkOf = ({ variant, model, policyEngine }: Lane): Network =>
	compile(settle(variant.objects, { model, policyEngine }));

export function walk(network: Network, { from, to, protocol }: LessonPacket): Trace {
	const answer = trace(network, { from, to, ...(protocol && { protocol }), ownsPods: true });
	if ('mistake' in answer) throw new Error(`${from} → ${to}: ${answer.mistake.says}`);
	return answer.trace;
}
