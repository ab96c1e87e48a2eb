/** The envelope: what stands on it and under it, broken into lines that fit. */
import type { Step } from '#engine/types.ts';
import { slotHeight, type Rect } from './picture.ts';
import { fonts, widthOf, wrap, type FontName } from './text.ts';
import { captions, changes, destinationOf, explained, sourceOf } from './words.ts';

export interface Field {
	readonly label: 'from' | 'to';
	readonly value: string;
	/** What stood there before, when this step changed it. */
	readonly old: string | null;
	/** Offsets in the envelope. */
	readonly labelY: number;
	readonly y: number;
	readonly oldX: number;
	readonly valueX: number;
	readonly valueY: number;
}

export interface Card {
	readonly width: number;
	/** Height of the envelope; the caption lies below it. */
	readonly height: number;
	readonly fields: readonly Field[];
	readonly caption: readonly string[];
	readonly captionFont: FontName;
	/** With its caption. */
	readonly whole: number;
	/** Is there room for the sign of an envelope at the right? */
	readonly sign: boolean;
}

const labels = 48;
const margin = 12;
const line = 18;
const captionLine = 16;

export function cardOf(step: Step, slot: Rect): Card {
	const { width } = slot;
	const changed = changes(step.before, step.after);
	let y = 16;
	const rows = [
		{
			label: 'from',
			value: sourceOf(step.after),
			old: changed.find(({ field }) => field === 'source')?.from ?? null
		},
		{
			label: 'to',
			value: destinationOf(step.after),
			old: changed.find(({ field }) => field === 'destination')?.from ?? null
		}
	] as const;
	const widest = Math.max(
		...rows.flatMap(({ value, old }) => [value, old ?? '']).map((text) => widthOf(text, fonts.code))
	);
	// In a narrow envelope each label stands above what it names.
	const under = labels + widest + margin > width;
	const start = under ? margin : labels;
	const fields = rows.map(({ label, value, old }): Field => {
		const labelY = y;
		if (under) y += line;
		const oldWidth = old ? widthOf(old, fonts.code) + 12 : 0;
		const beside = !old || start + oldWidth + widthOf(value, fonts.code) + margin <= width;
		const field = {
			label,
			value,
			old,
			labelY,
			y,
			oldX: start,
			valueX: beside ? start + oldWidth : start,
			valueY: beside ? y : y + line
		};
		y = field.valueY + line;
		return field;
	});
	const height = y - line / 2 + 6;
	const room = Math.floor((slot.height - height - 14) / captionLine);
	const [both, first, title] = captions(step);
	const roomy = slot.height >= slotHeight(width) + 3 * captionLine;
	const tries: readonly (readonly [string, FontName])[] = [
		...(roomy ? ([[explained(step), 'plain']] as const) : []),
		[both, 'plain'],
		[both, 'small'],
		[first, 'plain'],
		[first, 'small'],
		[title, 'small']
	];
	const wrapped = tries.map(([text, font]) => ({
		lines: wrap(text, fonts[font], width - 20),
		font
	}));
	const fitting = wrapped.find(({ lines }) => lines.length <= room) ?? wrapped.at(-1)!;
	const ends = fields.map(({ valueX, value, old, valueY, y: oldY }) =>
		Math.max(
			valueX + widthOf(value, fonts.code),
			old && valueY !== oldY ? start + widthOf(old, fonts.code) : 0
		)
	);
	const whole = height + fitting.lines.length * captionLine + 14;
	return {
		width,
		height,
		fields,
		caption: fitting.lines,
		captionFont: fitting.font,
		whole,
		sign: Math.max(...ends) + 40 <= width
	};
}

export const captionSpacing = captionLine;
