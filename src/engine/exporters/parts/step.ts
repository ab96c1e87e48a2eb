/** One step, and one ledger of captures, as lines of text. */
import { charts } from '../../charts/index.ts';
import { tupleText } from '../../tuple.ts';
import type { Carried, MatchedRule, Reason, Sighting, Source, Step } from '../../types.ts';

/** By stop: to send is something else for a pod than for a machine. */
const titles = new Map(
	charts.flatMap(({ stops }) =>
		Object.entries(stops).map(([stop, { stage }]) => [stop, stage.title])
	)
);

const placeOf = ({ file, line, column }: Source) => `${file}:${line}:${column}`;

function reasonLine({ code, says, certainty, fact, source }: Reason): string {
	return `      ${code}: ${says} (${certainty}${fact ? `, ${fact}` : ''})${source ? ` ${placeOf(source)}` : ''}`;
}

const ruleLine = ({ table, chain, number, text, source }: MatchedRule): string =>
	`      | ${table} ${chain} ${number}: ${text}${source ? ` ${placeOf(source)}` : ''}`;

/** What travels beside the packet, where the step changed it. */
function carriedLine(carries: Carried, before: Carried | undefined): string[] {
	const parts = [
		carries.mark !== (before?.mark ?? 0) && `mark 0x${carries.mark.toString(16)}`,
		carries.conntrack !== (before?.conntrack ?? 'none') && `conntrack ${carries.conntrack}`,
		carries.in !== (before?.in ?? null) && carries.in && `in ${carries.in}`,
		carries.out !== (before?.out ?? null) && carries.out && `out ${carries.out}`
	].filter((part) => typeof part === 'string');
	return parts.length ? [`      ${parts.join(', ')}`] : [];
}

/** The one step of a packet that cannot exist; its tuple says nothing. */
const nothing = 'resolve';

export function stepLines(step: Step, index: number, previous: Step | undefined): string[] {
	const { at, stage, verdict, before, after, carries, rules, tried, because } = step;
	const title =
		titles.get(`${at.kind}/${stage}`) ?? (stage === nothing ? 'No packet exists' : stage);
	const [was, is] = [tupleText(before), tupleText(after)];
	const isNew = stage !== nothing && (!previous || tupleText(previous.after) !== was);
	// A hook without rules decides nothing, so one line is enough for it.
	const told = because.filter(({ code }) => code !== 'no-rules');
	return [
		`${String(index + 1).padStart(4)}. ${at.kind} ${at.name} · ${stage} · ${title}${told.length ? '' : ' (no rules)'} · ${verdict}`,
		...(was !== is ? [`      ${was}`, `   ⇒  ${is}`] : isNew ? [`      ${was}`] : []),
		...carriedLine(carries, previous?.carries),
		...rules.map(ruleLine),
		...(tried ? [`      | ${tried} ${tried === 1 ? 'rule' : 'rules'} asked in vain`] : []),
		...told.map(reasonLine)
	];
}

export const wireLines = (wire: readonly Sighting[]): string[] =>
	wire.map(({ device, interface: link, direction, tuple, observable }) => {
		const where = `${device.kind} ${device.name} ${link} ${direction}`;
		return `      ${where.padEnd(52)} ${tupleText(tuple)}${observable ? '' : ' (nobody can capture here)'}`;
	});
