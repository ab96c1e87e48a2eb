/**
 * The path inside a machine: down the left lane past each hook, or up it when a
 * pod sends. A packet that leaves by the side it came from turns into the right lane.
 */
import type { Leg } from '#engine/types.ts';
import { turns, type Passing } from './lanes.ts';
import { bottom, right, size, type Layout, type Point, type Rect, type Row } from './picture.ts';
import type { Visit } from './walk.ts';
import type { Stop } from './way.ts';

export interface Crossing {
	readonly picture: Layout;
	readonly leg: Leg;
	readonly visit: Visit;
	readonly passing: Passing;
	/** 0 for a request, 1 for a reply; two more for each time that this machine was met before. */
	readonly lane: number;
	/** Does this leg have its rows on the screen? */
	readonly inView: boolean;
	readonly before: Visit | undefined;
	readonly after: Visit | undefined;
	/** In the column picture a machine is entered and left at its left edge, from a lane at this `x`. */
	readonly beside: number | null;
}

const laneX = (frame: Rect, lane: number) => frame.x + size.edge + lane * size.lane;
const backX = (frame: Rect, lane: number) => right(frame) - size.edge - lane * size.lane;

/** Where on a pod's edge a lane ends. */
const podPort = (pod: Rect, lane: number, side: 'left' | 'right'): Point => ({
	x: side === 'left' ? pod.x : right(pod),
	y: pod.y + pod.height * (lane % 2 ? 0.72 : 0.28)
});

/** The spots of the steps of one row, in the order in which the path meets them. */
function spots(row: Row, x: number, upwards: boolean, wanted: (step: number) => boolean): Stop[] {
	const steps = row.steps.filter(wanted).sort((a, b) => a - b);
	return steps.map((step, i) => {
		const part = 0.5 + ((i + 0.5) / steps.length - 0.5) * 0.6;
		return { x, y: row.y + row.height * (upwards ? 1 - part : part), steps: [step] };
	});
}

export function through({
	picture,
	leg,
	visit,
	passing,
	lane,
	inView,
	before,
	after,
	beside
}: Crossing): Stop[] {
	const frame = picture.boxes.find(({ id }) => id === visit.box)!;
	const body = picture.lanes.bodies.get(visit.box) ?? frame;
	const rows = inView ? picture.rows.filter(({ box }) => box === visit.box) : [];
	const pod = (one: Visit | undefined) => picture.boxes.find(({ id }) => id === one?.box);
	const [x, back] = [laneX(frame, lane), backX(frame, lane)];
	const upwards = passing.from === 'pod' || (passing.from === 'end' && passing.to === 'outside');
	const turning = turns(passing) && passing.from !== 'end';
	const exitX = turning ? back : x;

	const isNic = (step: number) => leg.steps[step]?.at.kind === 'nic';
	const hooks = [...leg.steps.keys()].filter(
		(step) => step >= visit.first && step <= visit.last && !isNic(step)
	);
	const nic = rows.find(({ name }) => name === 'NIC');
	const mine = (step: number) => step >= visit.first && step <= visit.last;
	const arriving = nic
		? spots(nic, x, false, (step) => mine(step) && step < (hooks[0] ?? Infinity))
		: [];
	const leaving = nic
		? spots(nic, exitX, true, (step) => mine(step) && step > (hooks[0] ?? Infinity))
		: [];
	const rail = rows
		.filter(({ name }) => name !== 'NIC')
		.flatMap((row) => spots(row, x, upwards, mine))
		.sort((a, b) => (upwards ? b.y - a.y : a.y - b.y));

	const stops: Stop[] = [];
	// 1. In.
	if (passing.from === 'outside') {
		stops.push(...door(frame, x, beside, visit.box), ...arriving);
	} else if (passing.from === 'pod') {
		const from = pod(before);
		if (from) stops.push({ x, y: podPort(from, lane, 'left').y });
	} else stops.push({ x, y: upwards ? bottom(body) - 6 : body.y + 2 });
	// 2. Past the hooks. A walk that ends at a gate or a hook ends there.
	stops.push(...rail);
	const lost = !after && leg.steps[visit.last]!.verdict !== 'deliver';
	if (lost && !leaving.length && rows.some(({ steps }) => steps.includes(visit.last))) return stops;
	// 3. Out. A packet is sent at the very edge, so the last step of the machine itself stands there.
	const last = hooks.at(-1);
	const sends =
		last !== undefined && !rows.some(({ steps }) => steps.includes(last)) ? { steps: [last] } : {};
	if (passing.to === 'outside' && turning && beside !== null) {
		const y = bottom(body) - 4;
		const steps = [...(sends.steps ?? []), ...leaving.flatMap((stop) => stop.steps ?? [])];
		stops.push(
			{ x, y },
			{ x: frame.x, y, port: visit.box, steps },
			...(lost ? [] : [{ x: beside, y }])
		);
	} else if (passing.to === 'outside') {
		if (turning) {
			const y = bottom(body) - 4 - size.way * (lane % 2);
			stops.push({ x, y }, { x: back, y });
		}
		stops.push(...leaving);
		if (lost) return stops;
		const [first, ...rest] = door(frame, exitX, beside, visit.box).reverse();
		stops.push({ ...first!, ...(leaving.length || visit.last !== last ? {} : sends) }, ...rest);
		if (leaving.length || visit.last !== last) placeSending(stops, sends, leaving[0] ?? null);
	} else if (passing.to === 'pod') {
		const to = pod(after);
		if (to && turning) {
			const y = body.y + 3 + size.way * (lane % 2);
			const port = podPort(to, lane, 'right');
			stops.push({ x, y }, { x: back, y }, { x: back, y: port.y, ...sends });
		} else if (to) stops.push({ x, y: podPort(to, lane, 'left').y, ...sends });
	} else stops.push({ x, y: upwards ? body.y + 2 : bottom(body) - 6, ...sends });
	return stops;
}

/** The points by which a machine is entered, from outside to inside. */
const door = (frame: Rect, x: number, beside: number | null, port: string): Stop[] =>
	beside === null
		? [{ x, y: frame.y, port }]
		: [
				{ x: beside, y: frame.y + size.edge },
				{ x: frame.x, y: frame.y + size.edge, port },
				{ x, y: frame.y + size.edge }
			];

/** Puts the sending step half way between the hook before it and the NIC. */
function placeSending(stops: Stop[], sends: Pick<Stop, 'steps'>, before: Stop | null): void {
	if (!sends.steps || !before) return;
	const at = stops.indexOf(before);
	const from = stops[at - 1];
	if (!from) return;
	stops.splice(at, 0, {
		x: before.x,
		y: from.x === before.x ? (from.y + before.y) / 2 : Math.min(before.y + size.row, from.y - 12),
		...sends
	});
}

export const podStop = (pod: Rect, lane: number, side: 'left' | 'right'): Point =>
	podPort(pod, lane, side);
