/** How high a machine is: what it would like, and the least that it can do with. */
import type { Actor, Machine } from '../cast.ts';
import { gutter, size, slotHeight, type MachineLanes, type Rect } from '../picture.ts';
import { label, line, marked } from './label.ts';

/** What decides the height of a machine, whatever its width. */
export interface Needs {
	readonly machine: Machine;
	readonly lanes: MachineLanes;
	/** Rows of the longest leg, so that the picture stands still when the leg changes. */
	readonly most: number;
	/** Does any leg pass its NIC? */
	readonly edge: boolean;
	/** Is room kept for the envelope? */
	readonly open: boolean;
}

/** Between one thing and the next inside a machine. */
export const gap = 6;

/** Where the words of a machine stand, between the lanes at its sides. */
export function insideOf({ x, y, width }: Rect, { left, right }: MachineLanes): Rect {
	const [start, end] = [left, right].map((lanes) => (lanes ? gutter(lanes) : size.pad)) as [
		number,
		number
	];
	return { x: x + start, y: y + size.pad, width: width - start - end, height: 0 };
}

/** The envelope covers the lanes at the left, which run under it, and leaves those at the right free. */
export const slotWidth = (width: number, { right }: MachineLanes): number =>
	width - 12 - (right ? gutter(right) - 8 : 0);

/** Room above and below the rows in which a path turns back. */
export const turning = ({ right }: MachineLanes): number => (right ? 2 * size.way : 0);

export const podHeight = (pod: Actor, width: number): number =>
	marked(pod, { x: 0, y: 0, width: width - 22, height: 0 }).height + 12;

/** Pods of which at least so many are listed where there is room. */
const listed = 5;

function height(
	{ machine, lanes, most, edge, open }: Needs,
	width: number,
	pods: readonly Actor[]
): number {
	const inside = insideOf({ x: 0, y: 0, width, height: 0 }, lanes);
	const head = size.pad + label(machine, inside).height + gap + (edge ? size.row : 0);
	const slot = open ? slotHeight(slotWidth(width, lanes)) + gap : 0;
	const list = pods.reduce((sum, pod) => sum + podHeight(pod, inside.width) + gap, 0);
	const isEmpty = machine.pods.length === 0 && !machine.walked;
	const counted = machine.pods.length > pods.length || isEmpty ? line + gap : 0;
	return head + most * size.row + slot + 2 * turning(lanes) + gap + list + counted + size.pad;
}

/** Every row, the envelope, and the first pods. */
export const wantedHeight = (needs: Needs, width: number): number =>
	height(needs, width, needs.machine.pods.slice(0, listed));

/** One row, the envelope, and the pods that are met. */
export const leastHeight = (needs: Needs, width: number): number =>
	height(
		{ ...needs, most: Math.min(needs.most, 1) },
		width,
		needs.machine.pods.filter(({ walked }) => walked)
	);
