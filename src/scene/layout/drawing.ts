/** A picture in the making: boxes and words are put down in reading order. */
import type { Actor } from '../cast.ts';
import { right, size, type Box, type BoxKind, type Rect, type Row, type Word } from '../picture.ts';
import { fonts, widthOf, type FontName } from '../text.ts';
import { glyph, label, word } from './label.ts';
import type { Placed } from './machine.ts';

export class Drawing {
	readonly boxes: Box[] = [];
	readonly words: Word[] = [];
	readonly rows: Row[] = [];
	readonly bodies = new Map<string, Rect>();
	readonly slots = new Map<string, Rect>();
	/** The room for the envelope, once the box that holds the packet is drawn. */
	slot: Rect | null = null;
	readonly #here: string;

	constructor(here: string) {
		this.#here = here;
	}

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
		this.words.push(word(box, text, font, side === 'left' ? x : x - widthOf(text, fonts[font]), y));
	}

	machine(id: string, { boxes, words, rows, body, slot }: Placed): void {
		this.boxes.push(...boxes);
		this.words.push(...words);
		this.rows.push(...rows);
		this.bodies.set(id, body);
		if (slot) this.slots.set(id, slot);
		if (slot && boxes.some((box) => box.id === this.#here)) this.slot = slot;
	}

	/** A device that is no machine: its glyph, its name, and its detail below; they begin at `start`. */
	device(actor: Actor, kind: BoxKind, rect: Rect, start: number): void {
		const tall = actor.detail ? 32 : 16;
		const mark = { x: rect.x + start, y: rect.y + rect.height / 2 - 8 };
		const x = mark.x + glyph;
		const inside = {
			x,
			y: rect.y + (rect.height - tall) / 2,
			width: right(rect) - size.pad - x,
			height: 0
		};
		this.boxes.push({ id: actor.id, kind, container: false, walked: actor.walked, mark, ...rect });
		this.words.push(...label(actor, inside, 'under').words);
	}
}
