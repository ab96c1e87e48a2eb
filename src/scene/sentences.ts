/** What is said about a step, for eyes and for ears. */
import type { Step } from '#engine/types.ts';
import { changes, deviceWords, placeWords, stageOf, titleOf, verdictWords } from './words.ts';

/** The deciding rule of a step, as it is called in its table. */
export function ruleWords({ rules }: Step): string | null {
	const rule = rules.at(-1);
	if (!rule) return null;
	return rule.chain === 'routes' ? `route ${rule.text}` : `rule ${rule.number} of ${rule.chain}`;
}

/** What a tick of the timeline is called. */
export const tickName = (step: Step, number: number): string =>
	`${number}: ${placeWords(step)}, ${deviceWords(step.at)}, ${verdictWords[step.verdict]}`;

/** One sentence for ears: `Hop 4 of 9, request: node aks-0 rewrites destination … to …, rule 2 of KUBE-SEP-…`. */
export function spoken(
	step: Step,
	at: { readonly number: number; readonly of: number; readonly leg: string }
): string {
	const who = deviceWords(step.at);
	const [change] = changes(step.before, step.after);
	const verbs = {
		pass: 'passes',
		rewrite: change ? `rewrites ${change.field} ${change.from} to ${change.to}` : 'rewrites',
		deliver: 'delivers',
		drop: 'drops',
		reject: 'rejects',
		undetermined: 'is not settled'
	} as const;
	const rule = step.verdict === 'pass' ? null : ruleWords(step);
	const reason = step.verdict === 'rewrite' ? '' : ` ${step.because[0].says}`;
	return `Hop ${at.number} of ${at.of}, ${at.leg}: ${who} ${verbs[step.verdict]}${rule ? `, ${rule}` : ''}. ${titleOf(step)}.${reason}`.replace(
		/\?\./g,
		'?'
	);
}

const sentences = (text: string): readonly string[] =>
	text.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]?\s*/g)?.map((one) => one.trim()) ?? [text];

/** Two sentences at most, then one, then the title alone: the envelope takes the longest that fits. */
export function captions(step: Step): readonly [string, string, string] {
	const said = sentences(step.because[0].says);
	return [said.slice(0, 2).join(' '), said[0] ?? '', titleOf(step)];
}

/** Where there is much room: the reason, and what is decided here whatever the packet. */
export function explained(step: Step): string {
	const [explains = ''] = sentences(stageOf(step)?.explains ?? '');
	return `${captions(step)[1]} ${explains}`.trim();
}
