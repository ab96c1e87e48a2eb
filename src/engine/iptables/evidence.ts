/** From what the interpreter matched to what a learner reads: rules with their text, reasons with the deciding one first. */
import { ruleText, targetText } from './print.ts';
import type { Matched, Outcome } from './run.ts';
import type { TableName } from '../network.ts';
import type { Because, MatchedRule, Reason } from '../types.ts';

export const matchedRules = (
	hook: string,
	table: TableName,
	outcome: Outcome
): readonly MatchedRule[] =>
	outcome.matched.map(({ chain, number, rule, because }) => {
		if (!rule) {
			const policy = outcome.verdict === 'drop' ? 'DROP' : 'ACCEPT';
			return { hook, table, chain, number, target: policy, text: `-P ${chain} ${policy}` };
		}
		const source = because?.source;
		return {
			hook,
			table,
			chain,
			number,
			target: targetText(rule),
			text: ruleText({ name: chain }, rule),
			...(source && { source })
		};
	});

const decides = ({ rule }: Matched): boolean =>
	rule !== null && !['none', 'jump', 'goto', 'mark', 'return'].includes(rule.target.kind);

/** The reason of the rule that decided, then those met on the way; where only the chain's policy answered, that. */
export function becauseOf(hook: string, table: TableName, { matched, verdict }: Outcome): Because {
	const deciding = matched.find(decides)?.because;
	const others = matched.flatMap(({ because }) =>
		because && because !== deciding ? [because] : []
	);
	const first = deciding ?? others.pop() ?? policyReason(hook, table, verdict);
	return [first, ...new Set(others)];
}

const policyReason = (hook: string, table: TableName, verdict: Outcome['verdict']): Reason => ({
	code: 'chain-policy',
	says: `No rule of ${table} ${hook} decided, so the chain's policy did: ${verdict}.`,
	fact: 'A2',
	certainty: 'kernel'
});
