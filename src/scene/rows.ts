/** The rows of a machine: what the packet meets inside it, in the order in which they stand on the screen. */
import type { World } from '#engine/world.ts';
import { passages, rowOf, visitsOf, type Place } from './walk.ts';
import type { Trace } from '#engine/types.ts';

export interface PlannedRow {
	readonly name: string;
	readonly steps: readonly number[];
}

export interface MachineRows {
	/** Steps at the NIC; its row is the machine's edge, so it stands apart. */
	readonly nic: readonly number[];
	/** Top to bottom. */
	readonly rows: readonly PlannedRow[];
}

/** Does the packet come from inside (a pod) and leave by the top? Then the first row is the lowest one. */
const climbs = (from: string | undefined, to: string | undefined): boolean =>
	Boolean(from?.startsWith('pod/')) ||
	(from === undefined && to !== undefined && !to.startsWith('pod/'));

/** For each leg, the rows of each machine that it visits. Only steps that are shown make a row. */
export function rowsOf(
	trace: Trace,
	world: Pick<World, 'hosts'>,
	places: readonly Place[]
): readonly ReadonlyMap<string, MachineRows>[] {
	return passages(trace).map(({ leg }, at) => {
		const shown = new Set(places.filter((place) => place.leg === at).map(({ step }) => step));
		const machines = new Map<string, MachineRows>();
		const visits = visitsOf(leg, world);
		for (const [index, { box, first, last }] of visits.entries()) {
			const rows: PlannedRow[] = [];
			const nic: number[] = [];
			for (let step = first; step <= last; step++) {
				const name = rowOf(leg.steps[step]!);
				if (name === null || !shown.has(step)) continue;
				const before = rows.at(-1);
				if (name === 'NIC') nic.push(step);
				else if (before?.name === name)
					rows[rows.length - 1] = { name, steps: [...before.steps, step] };
				else rows.push({ name, steps: [step] });
			}
			const known = machines.get(box) ?? { nic: [], rows: [] };
			const placed = climbs(visits[index - 1]?.box, visits[index + 1]?.box) ? rows.reverse() : rows;
			machines.set(box, { nic: [...known.nic, ...nic], rows: [...known.rows, ...placed] });
		}
		return machines;
	});
}

export interface Shown {
	readonly rows: readonly (PlannedRow & { readonly fold: boolean })[];
	/** How many of them stand above the envelope. */
	readonly above: number;
}

/** At most `room` rows around the current one; what does not fit is folded into one row at that end. */
export function fold(rows: readonly PlannedRow[], above: number, room: number): Shown {
	const whole = rows.map((row) => ({ ...row, fold: false }));
	if (rows.length <= room) return { rows: whole, above };
	const current = Math.max(above - 1, 0);
	const start = Math.min(Math.max(current - Math.floor((room - 1) / 2), 0), rows.length - room);
	const kept = whole.slice(start, start + room);
	const folded = (part: typeof whole, name: string) => ({
		name,
		steps: part.flatMap(({ steps }) => steps),
		fold: true
	});
	if (start > 0 && current > start)
		kept[0] = folded(whole.slice(0, start + 1), `${start + 1} above`);
	const end = start + room;
	if (end < rows.length && current < end - 1)
		kept[room - 1] = folded(whole.slice(end - 1), `${rows.length - end + 1} below`);
	return { rows: kept, above: Math.min(Math.max(above - start, 0), room) };
}
