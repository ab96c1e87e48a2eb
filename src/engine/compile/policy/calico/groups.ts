/** Policies of one endpoint, in order; two and more with one selector have a chain of their own (A5: cali-gi-, cali-go-). */
import type { Chain, Match, Rule } from '../../../network.ts';
import type { Direction } from '../../../policy/index.ts';
import type { Policy } from '../../../policy/rules.ts';
import { chain, goBack, jump, markIs } from '../../rule.ts';
import { accept, pass } from './marks.ts';
import { groupChain, policyChain } from './names.ts';

/** Neighbours with one selector share a chain. */
export function groups(policies: readonly Policy[]): readonly (readonly Policy[])[] {
	const selectorOf = ({ selector: { matchLabels, matchExpressions } }: Policy) =>
		JSON.stringify([matchLabels, matchExpressions]);
	const out: Policy[][] = [];
	for (const policy of policies) {
		const last = out.at(-1);
		if (last && selectorOf(last[0]!) === selectorOf(policy)) last.push(policy);
		else out.push([policy]);
	}
	return out;
}

const namesOf = (policies: readonly Policy[]) => policies.map(({ name }) => name);

/** Where the rule of a group jumps to. */
export function chainOf(direction: Direction, group: readonly Policy[]): string {
	const [first, ...more] = group;
	return more.length ? groupChain(direction, namesOf(group)) : policyChain(direction, first!.name);
}

/** The chains that groups of two and more policies need; after five jumps a verdict goes back. */
export const groupChains = (direction: Direction, policies: readonly Policy[]): readonly Chain[] =>
	groups(policies)
		.filter(({ length }) => length > 1)
		.map((group) =>
			chain(
				groupChain(direction, namesOf(group)),
				group.flatMap(({ name }, i) => {
					const to = jump(policyChain(direction, name));
					if (i % 5 !== 0) return [{ match: [undecided], target: to }];
					return [...(i ? [onVerdict] : []), { match: [], target: to }];
				})
			)
		);

const undecided: Match = markIs(0, accept | pass);
const onVerdict: Rule = {
	match: [{ kind: 'mark', value: 0, mask: accept | pass, not: true }],
	target: goBack,
	comment: 'Return on verdict'
};
