/** Every way that a walk can go: the driver behind expectations, where the walk itself takes the first option. */
import { trace } from '../converse/index.ts';
import { walkByTable } from '../machine/walk.ts';
import type { Network } from '../network.ts';
import type { Mistake, Question } from '../question.ts';
import type { Choice, Trace } from '../types.ts';

const limit = 256;

export interface Branches {
	readonly traces: readonly Trace[];
	/** False where there were more than 256 and the rest was left out. */
	readonly complete: boolean;
}

const place = ({ at, point }: Choice) => `${at.connection}@${point}`;

/** Is the choice made already, by a pick for this connection or for all? */
const isPicked = (choice: Choice, picks: readonly string[]) =>
	picks.some((pick) => pick.startsWith(`${choice.point}=`) || pick.startsWith(`${place(choice)}=`));

/** Depth first: the last open choice is turned first, re-running with the picks so far. */
function* walk(network: Network, question: Question): Generator<Trace | Mistake> {
	const picks = question.picks ?? [];
	const answer = trace(network, question, walkByTable);
	if ('mistake' in answer) {
		yield answer.mistake;
		return;
	}
	yield answer.trace;

	const asked = new Map(answer.trace.choices.map((choice) => [place(choice), choice]));
	const open = [...asked.values()].filter((choice) => !isPicked(choice, picks));
	for (let last = open.length - 1; last >= 0; last--) {
		const turned = open[last]!;
		const held = open.slice(0, last).map((choice) => `${place(choice)}=${choice.chosen}`);
		for (const { value } of turned.options) {
			if (value === turned.chosen) continue;
			yield* walk(network, {
				...question,
				picks: [...picks, ...held, `${place(turned)}=${value}`]
			});
		}
	}
}

/** All branches of a question, the one that `trace` takes first. */
export function branches(
	network: Network,
	question: Question
): Branches | { readonly mistake: Mistake } {
	const traces: Trace[] = [];
	for (const branch of walk(network, question)) {
		if (!('version' in branch)) return { mistake: branch };
		if (traces.length === limit) return { traces, complete: false };
		traces.push(branch);
	}
	return { traces, complete: true };
}
