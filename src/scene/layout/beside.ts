/** Finds room for the envelope beside a box that has none inside: no word and no box that matters is covered. */
import { bottom, meets, right, slotHeight, type Layout, type Rect } from '../picture.ts';

const distance = 10;
const margin = 4;
/** What covering a pixel costs: more than any distance. */
const cover = 10_000;
export const widths = [338, 300, 260, 226, 204];

/** What must stay readable: words, every box that is no container, and the ways past the load balancer. */
const taken = ({ words, boxes, lanes }: Layout): readonly Rect[] => [
	...words.map(({ x, y, width }) => ({ x: x - 4, y: y - 9, width: width + 8, height: 18 })),
	...boxes.filter(({ container }) => !container),
	...boxes.filter(({ kind }) => kind === 'node' || kind === 'vm'),
	...lanes.ways.map((x) => ({ x: x - 5, y: 0, width: 10, height: lanes.corridor }))
];

const shared = (a: Rect, b: Rect): number =>
	Math.max(0, Math.min(right(a), right(b)) - Math.max(a.x, b.x)) *
	Math.max(0, Math.min(bottom(a), bottom(b)) - Math.max(a.y, b.y));

const range = (from: number, to: number, step: number): readonly number[] =>
	Array.from(
		{ length: Math.max(0, Math.floor((to - from) / step) + 1) },
		(_, i) => from + i * step
	);

/** How far two rectangles are from each other; 0 where they touch. */
const between = (a: Rect, b: Rect): number =>
	Math.hypot(
		Math.max(0, a.x - right(b), b.x - right(a)),
		Math.max(0, a.y - bottom(b), b.y - bottom(a))
	);

/**
 * The slot of a box: the one inside it, or else the nearest free place above the machines, a wide one rather than a
 * narrow one; where nothing is free, that of the nearest machine.
 */
export function besides(picture: Layout, here: string): Layout {
	if (picture.slot.width > 0) return picture;
	const at = picture.boxes.find(({ id }) => id === here);
	if (!at) return picture;
	const obstacles = taken(picture);
	const floor = Math.min(picture.lanes.corridor + 4, picture.height - margin);
	let best: { readonly rect: Rect; readonly cost: number } | null = null;
	for (const width of widths) {
		const height = slotHeight(width);
		for (const y of range(margin, floor - height, 4))
			for (const x of range(margin, picture.width - width - margin, 8)) {
				const rect = { x, y, width, height };
				const far =
					Math.abs(between(rect, at) - distance) +
					(widths[0]! - width) * 0.2 +
					Math.abs(y + 24 - at.y - at.height / 2) * 0.3;
				if (best && far >= best.cost) continue;
				const covered = obstacles.reduce(
					(sum, one) => sum + (meets(rect, one) ? shared(rect, one) + 1 : 0),
					0
				);
				const cost = far + covered * cover;
				if (!best || cost < best.cost) best = { rect, cost };
			}
	}
	if (best && best.cost < cover) return { ...picture, slot: best.rect };
	const slots = [...picture.slots.values()].sort((a, b) => between(a, at) - between(b, at));
	return { ...picture, slot: slots[0] ?? best?.rect ?? picture.slot };
}
