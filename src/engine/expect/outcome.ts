/** What became of one line of expectations. */
import type { Mistake } from '../question.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Disposition, Protocol, Source } from '../types.ts';
import type { ModelId, PolicyEngine } from '../world.ts';
import type { Expectation } from './expectation.ts';

export interface Outcome {
	readonly line: Expectation;
	readonly model: ModelId;
	readonly policy: PolicyEngine;
	readonly protocol: Protocol;
	/** Of the first branch that differs, else of the first. */
	readonly reaches: boolean;
	/** Null where the question names something that is not there. */
	readonly disposition: Disposition | null;
	readonly because: readonly (ReasonCode | Mistake['code'])[];
	/** What is otherwise than expected, in words; empty where the line holds. */
	readonly differs: readonly string[];
	readonly mistake: Mistake | null;
	/** How many branches were walked, and whether these are all. */
	readonly branches: number;
	readonly complete: boolean;
}

export const placeText = ({ file, line, column }: Source): string => `${file}:${line}:${column}`;
