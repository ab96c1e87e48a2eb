/** Outcomes of expectations, as text and as JSON. */
import { printable } from '#engine/exporters/index.ts';
import type { Outcome } from '#engine/expect/index.ts';
import { placeOf } from './print.ts';

const failed = ({ differs }: Outcome) => differs.length > 0;

export const tally = (outcomes: readonly Outcome[]) => ({
	passed: outcomes.filter((one) => !failed(one)).length,
	failed: outcomes.filter(failed).length
});

/** One result of the JSON form. What else differs is said where the line fails. */
export const verdictOf = (outcome: Outcome) => {
	const { line, protocol, reaches, disposition, because, differs } = outcome;
	return {
		from: line.from,
		to: line.to,
		protocol,
		expected: line.reaches,
		reaches,
		disposition,
		because,
		...(failed(outcome) && { differs })
	};
};

function failure({
	line,
	model,
	policy,
	protocol,
	disposition,
	differs,
	mistake
}: Outcome): string {
	const expected = [
		line.disposition ?? (line.reaches ? 'delivered' : 'not delivered'),
		line.because.length ? `because ${line.because.join(' or ')}` : ''
	];
	return [
		`${placeOf(line.source)}: ${line.from} → ${line.to} ${protocol} (${model}${line.policy ? `, ${policy}` : ''})`,
		`  expected: ${expected.filter(Boolean).join(' ')}`,
		`  happened: ${disposition ?? mistake?.code ?? 'nothing'}`,
		...differs.map((text) => `  why: ${text}`),
		...(mistake?.try ? [`  try: ${mistake.try}`] : [])
	]
		.map((row) => `${printable(row)}\n`)
		.join('');
}

export const failures = (outcomes: readonly Outcome[]): string =>
	outcomes.filter(failed).map(failure).join('');

export function summary(outcomes: readonly Outcome[]): string {
	const { passed, failed } = tally(outcomes);
	const cut = outcomes.filter(({ complete }) => !complete).length;
	return `${passed} passed, ${failed} failed${cut ? `; of ${cut} only the first 256 branches were walked` : ''}\n`;
}
