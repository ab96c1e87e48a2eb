/** What a row of a machine says beside its name: where the packet stands with it, and what was decided. */
import type { Leg, Step, Verdict } from '#engine/types.ts';
import type { Row } from './picture.ts';
import { fonts, widthOf } from './text.ts';

export interface RowMark {
	readonly state: 'done' | 'here' | 'ahead';
	readonly detail: string;
	/** Shown as a glyph once something was decided here. */
	readonly verdict: Verdict | null;
}

const tableOf = ({ at, stage }: Step): string => {
	if (at.kind === 'nic')
		return stage.startsWith('nic-nsg')
			? 'its group'
			: stage.startsWith('subnet-nsg')
				? 'subnet group'
				: '';
	return /^(raw|mangle|nat|filter)-/.exec(stage)?.[1] ?? (stage === 'conntrack' ? stage : '');
};

export function rowMark({ name, steps, width, fold }: Row, leg: Leg, at: number): RowMark {
	const state = steps.includes(at)
		? 'here'
		: steps.length > 0 && Math.max(...steps) < at
			? 'done'
			: 'ahead';
	const told = steps.filter((step) => step <= at).map((step) => leg.steps[step]!);
	const current = leg.steps[at];
	const decisive = told.findLast(({ verdict }) => verdict !== 'pass');
	const words = fold
		? ''
		: state === 'here' && current
			? tableOf(current)
			: decisive
				? tableOf(decisive)
				: '';
	const room = width - widthOf(name, fonts.code) - 30;
	return {
		state,
		detail: widthOf(words, fonts.small) <= room ? words : '',
		verdict: decisive?.verdict ?? (told.length ? 'pass' : null)
	};
}
