/**
 * A machine: its name, its NIC, the hooks of its kernel from top to bottom, its pods.
 * The envelope lies among the rows, under the one that is deciding.
 *
 *   ┌─①──③──────────────┐   lanes enter by the top edge, at the left of the words
 *   │ │  │  name address │
 *   │ ├──┼─ NIC          │
 *   │ ●  │  PREROUTING   │
 *   │ [ from … to …    ] │   the slot
 *   │ ●  │  FORWARD      │
 *   │ └──②─ pod  address │
 *   └────────────────────┘
 */
import type { Actor, Machine } from './cast.ts';
import {
	bottom,
	gutter,
	right,
	size,
	slotHeight,
	type Box,
	type MachineLanes,
	type Point,
	type Rect,
	type Row,
	type Word
} from './picture.ts';
import { fold, type MachineRows } from './rows.ts';
import { fonts, widthOf, wrap, type FontName } from './text.ts';

export interface Plan {
	readonly machine: Machine;
	readonly frame: Rect;
	readonly lanes: MachineLanes;
	readonly rows: MachineRows;
	/** Rows of the longest leg, so that the picture stands still when the leg changes. */
	readonly most: number;
	/** The step at which the packet is, when it is here. */
	readonly step: number | null;
	/** Does any leg pass its NIC? */
	readonly edge: boolean;
	/** Is room kept for the envelope? */
	readonly open: boolean;
}

export interface Placed {
	readonly boxes: readonly Box[];
	readonly words: readonly Word[];
	readonly rows: readonly Row[];
	readonly slot: Rect | null;
	/** Hooks and envelope: where the path runs up and down. */
	readonly body: Rect;
}

const line = 16;

export const word = (
	box: string,
	text: string,
	font: FontName,
	x: number,
	y: number,
	quiet = false
): Word => ({
	box,
	text,
	font,
	x,
	y,
	width: widthOf(text, fonts[font]),
	quiet
});

const glyph = 24;

/** The same with a glyph before it. */
export function marked(
	actor: Actor,
	inside: Rect
): ReturnType<typeof label> & { readonly mark: Point } {
	return {
		...label(actor, { ...inside, x: inside.x + glyph, width: inside.width - glyph }),
		mark: { x: inside.x, y: inside.y }
	};
}

/** A name at the left and its detail at the right, or below it where they do not fit beside each other. */
export function label(
	actor: Actor,
	inside: Rect,
	where: 'beside' | 'under' = 'beside'
): { readonly words: readonly Word[]; readonly height: number } {
	const names = wrap(actor.name, fonts.name, inside.width);
	const details = actor.detail ? wrap(actor.detail, fonts.code, inside.width) : [];
	const detailWidth = widthOf(details[0] ?? '', fonts.code);
	const beside =
		where === 'beside' &&
		names.length === 1 &&
		details.length <= 1 &&
		widthOf(names[0]!, fonts.name) + 10 + detailWidth <= inside.width;
	const at = (index: number) => inside.y + line / 2 + index * line;
	const words = names.map((text, index) => word(actor.id, text, 'name', inside.x, at(index)));
	if (beside)
		return {
			words: [
				...words,
				...details.map((text) =>
					word(actor.id, text, 'code', right(inside) - detailWidth, at(0), true)
				)
			],
			height: line
		};
	return {
		words: [
			...words,
			...details.map((text, index) =>
				word(actor.id, text, 'code', inside.x, at(names.length + index), true)
			)
		],
		height: line * (names.length + details.length)
	};
}

const insideOf = ({ x, y, width }: Rect, { left, right: out }: MachineLanes): Rect => {
	const start = left ? gutter(left) : size.pad;
	const end = out ? gutter(out) : size.pad;
	return { x: x + start, y: y + size.pad, width: width - start - end, height: 0 };
};

/** Room above and below the rows in which a path turns back. */
const turning = (lanes: MachineLanes) => (lanes.right ? 2 * size.way : 0);
const podHeight = (pod: Actor, width: number) =>
	marked(pod, { x: 0, y: 0, width: width - 22, height: 0 }).height + 12;
const gap = 6;

/** The envelope covers the lanes at the left, which run under it, and leaves those at the right free. */
const slotWidth = (width: number, lanes: MachineLanes): number =>
	width - 12 - (lanes.right ? gutter(lanes.right) - 8 : 0);

export type Needs = Pick<Plan, 'machine' | 'lanes' | 'most' | 'edge' | 'open'>;

/** The height that a machine would like: every row, the envelope, and up to five pods. */
export function wantedHeight(needs: Needs, width: number): number {
	const { machine } = needs;
	const inside = insideOf({ x: 0, y: 0, width, height: 0 }, needs.lanes);
	const pods = machine.pods
		.slice(0, 5)
		.reduce((sum, pod) => sum + podHeight(pod, inside.width) + gap, 0);
	const counted =
		machine.pods.length > 5 || (machine.pods.length === 0 && !machine.walked) ? line + gap : 0;
	return bodyHeight(needs, width) + pods + counted + size.pad;
}

/** The least that it can do with: one row, the envelope, and the pods that are met. */
export function leastHeight(needs: Needs, width: number): number {
	const { machine } = needs;
	const inside = insideOf({ x: 0, y: 0, width, height: 0 }, needs.lanes);
	const met = machine.pods.filter(({ walked }) => walked);
	const pods = met.reduce((sum, pod) => sum + podHeight(pod, inside.width) + gap, 0);
	return (
		bodyHeight({ ...needs, most: Math.min(needs.most, 1) }, width) +
		pods +
		(machine.pods.length > met.length ? line + gap : 0) +
		size.pad
	);
}

function bodyHeight({ machine, lanes, most, edge, open }: Needs, width: number): number {
	const inside = insideOf({ x: 0, y: 0, width, height: 0 }, lanes);
	const head = size.pad + label(machine, inside).height + gap + (edge ? size.row : 0);
	return (
		head +
		most * size.row +
		(open ? slotHeight(slotWidth(width, lanes)) + gap : 0) +
		2 * turning(lanes) +
		gap
	);
}

/** Where the packet is among the rows: how many stand above the envelope. */
function above({ rows, step }: Plan): number {
	if (step === null) return rows.rows.length;
	const here = rows.rows.findIndex(({ steps }) => steps.includes(step));
	if (here >= 0) return here + 1;
	if (rows.nic.includes(step)) return 0;
	return rows.rows.length;
}

export function placeMachine(plan: Plan): Placed {
	const { machine, frame, lanes, open, most } = plan;
	const inside = insideOf(frame, lanes);
	const head = label(machine, inside);
	const box: Box = {
		id: machine.id,
		kind: machine.kind,
		container: true,
		walked: machine.walked,
		mark: null,
		...frame
	};
	const words: Word[] = [...head.words];
	const rows: Row[] = [];
	let y = inside.y + head.height + gap;
	const row = (name: string, steps: readonly number[], folded = false) => {
		rows.push({
			box: machine.id,
			name,
			steps,
			fold: folded,
			x: inside.x,
			y,
			width: inside.width,
			height: size.row
		});
		y += size.row;
	};
	if (plan.edge) row('NIC', plan.rows.nic);
	const top = y;
	y += turning(lanes);

	const tall = slotHeight(slotWidth(frame.width, lanes));
	const met = machine.pods.filter((pod) => pod.walked);
	const podsWanted = met.reduce(
		(sum, pod) => sum + podHeight(pod, inside.width) + gap,
		machine.pods.length > met.length ? line + gap : 0
	);
	const free =
		bottom(frame) - size.pad - y - podsWanted - gap - turning(lanes) - (open ? tall + gap : 0);
	const room = most === 0 ? 0 : Math.max(1, Math.min(Math.floor(free / size.row), most));
	const shown = fold(plan.rows.rows, above(plan), room);
	let slot: Rect | null = null;
	const reserve = () => {
		slot = { x: frame.x + 6, y: y + 3, width: slotWidth(frame.width, lanes), height: tall };
		y += tall + gap;
	};
	for (const [index, { name, steps, fold: folded }] of shown.rows.entries()) {
		if (open && index === shown.above) reserve();
		row(name, steps, folded);
	}
	if (open && !slot) reserve();
	y += Math.max(0, room - shown.rows.length) * size.row + gap + turning(lanes);
	const body = { ...inside, y: top, height: y - top };
	const pods = placePods(machine, { ...inside, y, height: bottom(frame) - size.pad - y });
	return { boxes: [box, ...pods.boxes], words: [...words, ...pods.words], rows, slot, body };
}

/** As many pods as there is room for, those that matter first; the others are counted. */
function placePods({ id, pods, walked }: Machine, inside: Rect): Pick<Placed, 'boxes' | 'words'> {
	const boxes: Box[] = [];
	const words: Word[] = [];
	let { y } = inside;
	for (const [index, pod] of pods.entries()) {
		const height = podHeight(pod, inside.width);
		const others = pods.length - index - 1;
		const needed = height + (others > 0 ? line + gap : 0);
		if (y + needed > bottom(inside) && !pod.walked) break;
		const said = marked(pod, { x: inside.x + 12, y: y + 6, width: inside.width - 22, height: 0 });
		boxes.push({
			id: pod.id,
			kind: 'pod',
			container: false,
			walked: pod.walked,
			mark: said.mark,
			x: inside.x,
			y,
			width: inside.width,
			height
		});
		words.push(...said.words);
		y += height + gap;
	}
	const rest = pods.length - boxes.length;
	const counted = `${boxes.length ? '+ ' : ''}${rest} ${rest === 1 ? 'pod' : 'pods'}`;
	if (rest > 0) words.push(word(id, counted, 'small', inside.x, y + line / 2 - 2, true));
	if (pods.length === 0 && !walked)
		words.push(word(id, 'no pods', 'small', inside.x, y + line / 2 - 2, true));
	return { boxes, words };
}
