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
import { bottom, size, slotHeight, type Box, type Rect, type Row, type Word } from '../picture.ts';
import { gap, insideOf, podHeight, slotWidth, turning, type Needs } from './heights.ts';
import { label, line } from './label.ts';
import { placePods } from './pods.ts';
import { fold, type MachineRows } from './rows.ts';

export interface Plan extends Needs {
	readonly frame: Rect;
	readonly rows: MachineRows;
	/** The step at which the packet is, when it is here. */
	readonly step: number | null;
}

export interface Placed {
	readonly boxes: readonly Box[];
	readonly words: readonly Word[];
	readonly rows: readonly Row[];
	readonly slot: Rect | null;
	/** Hooks and envelope: where the path runs up and down. */
	readonly body: Rect;
}

/** Where the packet is among the rows: how many stand above the envelope. */
function above({ rows: { rows, nic }, step }: Plan): number {
	const here = rows.findIndex(({ steps }) => step !== null && steps.includes(step));
	if (here >= 0) return here + 1;
	return step !== null && nic.includes(step) ? 0 : rows.length;
}

/** How many rows fit between `y` and what must stand below them. */
function roomFor({ machine, frame, lanes, open, most }: Plan, y: number, slot: Rect): number {
	if (most === 0) return 0;
	const { width } = insideOf(frame, lanes);
	const met = machine.pods.filter((pod) => pod.walked);
	const pods = met.reduce((sum, pod) => sum + podHeight(pod, width) + gap, 0);
	const counted = machine.pods.length > met.length ? line + gap : 0;
	const below = pods + counted + gap + turning(lanes) + (open ? slot.height + gap : 0) + size.pad;
	return Math.max(1, Math.min(Math.floor((bottom(frame) - below - y) / size.row), most));
}

export function placeMachine(plan: Plan): Placed {
	const { machine, frame, lanes, open } = plan;
	const { id, kind, walked } = machine;
	const inside = insideOf(frame, lanes);
	const head = label(machine, inside);
	const box: Box = { id, kind, container: true, walked, mark: null, ...frame };
	const rows: Row[] = [];
	let y = inside.y + head.height + gap;
	const row = (name: string, steps: readonly number[], isFold: boolean) => {
		const { x, width } = inside;
		rows.push({ box: id, name, steps, fold: isFold, x, y, width, height: size.row });
		y += size.row;
	};
	if (plan.edge) row('NIC', plan.rows.nic, false);
	const top = y;
	y += turning(lanes);

	const width = slotWidth(frame.width, lanes);
	let slot: Rect = { x: frame.x + 6, y: 0, width, height: slotHeight(width) };
	const room = roomFor(plan, y, slot);
	const shown = fold(plan.rows.rows, above(plan), room);
	const reserve = (index: number) => {
		if (!open || index !== shown.above) return;
		slot = { ...slot, y: y + 3 };
		y += slot.height + gap;
	};
	for (const [index, { name, steps, fold: isFold }] of shown.rows.entries()) {
		reserve(index);
		row(name, steps, isFold);
	}
	reserve(shown.rows.length);
	y += Math.max(0, room - shown.rows.length) * size.row + gap + turning(lanes);
	const pods = placePods(machine, { ...inside, y, height: bottom(frame) - size.pad - y });
	return {
		boxes: [box, ...pods.boxes],
		words: [...head.words, ...pods.words],
		rows,
		slot: open ? slot : null,
		body: { ...inside, y: top, height: y - top }
	};
}
