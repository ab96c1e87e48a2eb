/** A picture in the making: boxes and words are put down in reading order. */
import { label, type Placed } from './machine.ts';
import type { Actor } from './cast.ts';
import {
	right,
	size,
	type Box,
	type BoxKind,
	type Point,
	type Rect,
	type Row,
	type Word
} from './picture.ts';
import { fonts, widthOf, type FontName } from './text.ts';

export class Drawing {
	readonly boxes: Box[] = [];
	readonly words: Word[] = [];
	readonly rows: Row[] = [];
	readonly bodies = new Map<string, Rect>();
	readonly slots = new Map<string, Rect>();

	container(id: string, kind: BoxKind, rect: Rect, walked: boolean): void {
		this.boxes.push({ id, kind, container: true, walked, mark: null, ...rect });
	}

	/** A word whose left edge, or right edge, is at `x`. */
	say(
		box: string,
		text: string,
		font: FontName,
		x: number,
		y: number,
		side: 'left' | 'right' = 'left'
	): void {
		const width = widthOf(text, fonts[font]);
		this.words.push({
			box,
			text,
			font,
			x: side === 'left' ? x : x - width,
			y,
			width,
			quiet: font !== 'name'
		});
	}

	machine(id: string, { boxes, words, rows, body, slot }: Placed): void {
		this.boxes.push(...boxes);
		this.words.push(...words);
		this.rows.push(...rows);
		this.bodies.set(id, body);
		if (slot) this.slots.set(id, slot);
	}

	/** A device that is no machine: its glyph, its name, and its detail below. */
	device(actor: Actor, kind: BoxKind, rect: Rect, words: number): void {
		const tall = actor.detail ? 32 : 16;
		const y = rect.y + (rect.height - tall) / 2;
		const mark: Point = { x: rect.x + words, y: rect.y + rect.height / 2 - 8 };
		this.boxes.push({ id: actor.id, kind, container: false, walked: actor.walked, mark, ...rect });
		const narrow = {
			x: mark.x + glyph,
			y,
			width: right(rect) - size.pad - mark.x - glyph,
			height: 0
		};
		this.words.push(...label(actor, narrow, 'under').words);
	}
}

/** Room that a glyph takes before its name. */
export const glyph = 24;

/** How wide a device must be for its words, which begin at `words` in it. */
export const deviceWidth = ({ name, detail }: Actor, words: number): number =>
	words + glyph + Math.max(widthOf(name, fonts.name), widthOf(detail, fonts.code)) + size.pad;
