/** `scenario check`: every expectation of a lesson, in every variant and model. */
import { compile } from '#engine/compile/index.ts';
import { judge, type Outcome } from '#engine/expect/index.ts';
import { settle } from '#engine/load/index.ts';
import type { Variant } from '#engine/scenario/index.ts';
import {
	modelIds,
	policyEngines,
	type ModelId,
	type PolicyEngine,
	type Problem
} from '#engine/world.ts';
import { failures, summary, tally, verdictOf } from './outcomes.ts';
import { hasError, jsonText, problemText } from './print.ts';
import { scenarioOf } from './shelf.ts';
import type { ExitCode } from './stop.ts';
import type { Terminal } from './terminal.ts';

interface Checked extends Outcome {
	readonly scenario: string;
	readonly variant: string;
}

interface Found {
	readonly outcomes: readonly Checked[];
	readonly problems: readonly Problem[];
}

/** Every line of a variant, under every model and policy engine for which it holds. */
function checkVariant(
	scenario: string,
	{ id, lesson, objects }: Variant,
	asked: PolicyEngine | null
): Found {
	const own = asked ?? objects.cluster.policyEngine;
	const judged = modelIds.flatMap((model: ModelId) =>
		policyEngines.flatMap((policyEngine) => {
			const lines = lesson.expect.filter(
				(line) =>
					(line.model?.includes(model) ?? true) &&
					(line.policy ?? [own]).includes(policyEngine) &&
					(asked === null || policyEngine === asked)
			);
			if (!lines.length) return [];
			const network = compile(settle(objects, { model, policyEngine }));
			const outcomes = lines.map((line) => ({
				...judge(network, line, true),
				scenario,
				variant: id
			}));
			return [{ network, outcomes }];
		})
	);
	return {
		outcomes: judged.flatMap(({ outcomes }) => outcomes),
		problems: judged.flatMap(({ network }) =>
			network.world.problems.filter(({ severity }) => severity === 'error')
		)
	};
}

export function checkScenarios(
	ids: readonly string[],
	format: 'text' | 'json',
	policy: PolicyEngine | null,
	terminal: Terminal
): ExitCode {
	const scenarios = ids.map((id) => scenarioOf(id, terminal));
	const found = scenarios.flatMap(({ id, variants }) =>
		variants.map((variant) => checkVariant(id, variant, policy))
	);
	const outcomes = found.flatMap((one) => one.outcomes);
	const problems = found.flatMap((one) => one.problems);
	problems.forEach((problem) => terminal.err(problemText(problem)));
	if (format === 'json') {
		const results = outcomes.map((one) => ({
			scenario: one.scenario,
			variant: one.variant,
			model: one.model,
			policy: one.policy,
			...verdictOf(one)
		}));
		terminal.out(jsonText({ version: 1, results, ...tally(outcomes) }));
	} else terminal.out(failures(outcomes) + summary(outcomes));
	return tally(outcomes).failed || hasError(problems) ? 1 : 0;
}
