/** What settling finds wrong, and what it sets aside. */
import type { Source } from '../../types.ts';
import type { Ignored, Problem } from '../../world.ts';
import { problem, type Hints, type ProblemCode } from '../problems.ts';

export class Findings {
	readonly problems: Problem[];
	readonly ignored: Ignored[];

	constructor(problems: readonly Problem[], ignored: readonly Ignored[]) {
		this.problems = [...problems];
		this.ignored = [...ignored];
	}

	problem(code: ProblemCode, says: string, source: Source, hints?: Hints): void {
		this.problems.push(problem(code, says, source, hints));
	}

	ignore(what: string, why: string, source: Source): void {
		this.ignored.push({ what, why, source });
	}
}

interface Named {
	readonly namespace: string;
	readonly name: string;
}

export const nameOf = ({ namespace, name }: Named): string => `${namespace}/${name}`;
