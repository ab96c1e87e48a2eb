/** Boxes put down under each other; the one that holds the packet is open, the others are bars. */
import type { Actor, Cast, Machine } from '../cast.ts';
import { gutter, slotHeight, type BoxKind, type MachineLanes, type Rect } from '../picture.ts';
import { Drawing } from './drawing.ts';
import { wantedHeight } from './heights.ts';
import { marked, word } from './label.ts';
import { placeMachine } from './machine.ts';
import { needsOf, rowsIn, type Staging } from './staging.ts';

const gap = 5;
export const inset = 4;
const headline = 22;

/** The machine whose pod this is, or the box itself. */
const openOf = ({ subnets }: Cast, id: string): string =>
	subnets.flatMap(({ machines }) => machines).find(({ pods }) => pods.some((pod) => pod.id === id))
		?.id ?? id;

export class Tower {
	readonly drawing: Drawing;
	readonly inner: ReadonlyMap<string, MachineLanes>;
	y = inset;
	slot: Rect;
	readonly #staging: Staging;
	readonly #open: string;
	readonly #extra: number;
	readonly #x: number;
	readonly #width: number;

	/** `extra` is room that the open box takes over, so that the picture is always as high as it ever is. */
	constructor(staging: Staging, extra: number) {
		const { cast, lanes, view, here } = staging;
		this.#staging = staging;
		this.#extra = extra;
		this.#open = openOf(cast, here);
		this.drawing = new Drawing(here);
		// Inside an open machine there is the leg in view alone.
		this.inner = new Map(
			[...lanes].map(([id, { left, right }]) => [id, { left: left / 2, right }])
		);
		this.#x = 2 * inset + gutter(Math.max(2, ...[...lanes.values()].map(({ left }) => left))) + 4;
		this.#width = view.width - this.#x - 3 * inset;
		this.slot = { x: this.#x, y: 0, width: this.#width, height: 0 };
	}

	bar(actor: Actor, kind: BoxKind): void {
		const [x, width] = [this.#x, this.#width];
		const isOpen = actor.id === this.#open;
		const { words, height, mark } = marked(actor, {
			x: x + 12,
			y: this.y + 6,
			width: width - 22,
			height: 0
		});
		const slot = slotHeight(width - 12) + this.#extra;
		const tall = height + 12 + (isOpen ? slot + 6 : 0);
		this.drawing.boxes.push({
			id: actor.id,
			kind,
			container: false,
			walked: actor.walked,
			mark,
			x,
			y: this.y,
			width,
			height: tall
		});
		this.drawing.words.push(...words);
		if (isOpen) this.slot = { x: x + 6, y: this.y + height + 10, width: width - 12, height: slot };
		this.y += tall + gap;
	}

	machine(one: Machine): void {
		if (one.id !== this.#open) return this.bar(one, one.kind);
		const { here, view } = this.#staging;
		const wanted = needsOf(this.#staging, one);
		const machine = { ...one, pods: one.pods.filter(({ walked }) => walked) };
		const lanes = this.inner.get(one.id) ?? { left: 1, right: 0 };
		const needs = { ...wanted, machine, lanes, most: Math.min(wanted.most, 2), open: true };
		const height = wantedHeight(needs, this.#width) + this.#extra;
		const frame = { x: this.#x, y: this.y, width: this.#width, height };
		const step = here === one.id ? view.at.step : null;
		const placed = placeMachine({ ...needs, frame, rows: rowsIn(this.#staging, one), step });
		this.drawing.machine(one.id, placed);
		if (placed.slot) this.slot = placed.slot;
		this.y += height + gap;
	}

	/** A frame around what is put down inside it. */
	frame(
		id: string,
		kind: BoxKind,
		depth: number,
		title: string,
		walked: boolean,
		inside: () => void
	): void {
		const { boxes } = this.drawing;
		const [index, top] = [boxes.length, this.y];
		this.note(id, title);
		inside();
		if (id === this.#open) {
			this.slot = {
				x: this.#x + 6,
				y: this.y,
				width: this.#width - 12,
				height: slotHeight(this.#width - 12) + this.#extra
			};
			this.y += this.slot.height + gap;
		}
		const width = this.#staging.view.width - 2 * depth * inset;
		boxes.splice(index, 0, {
			id,
			kind,
			container: true,
			walked,
			mark: null,
			x: depth * inset,
			y: top,
			width,
			height: this.y - top
		});
		this.y += gap;
	}

	note(id: string, text: string): void {
		this.drawing.words.push(word(id, text, 'small', this.#x, this.y + headline / 2));
		this.y += headline;
	}
}
