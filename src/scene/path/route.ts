/** The path of one leg: one continuous line through ports on the edges of the boxes that it meets, and of no others. */
import { isJoint, isMachine, isNorth, joints, laneOf, passing, turns } from '../lanes.ts';
import { bottom, size, type Box, type Layout, type Point } from '../picture.ts';
import { podStop, through } from './through.ts';
import type { Passage, Visit } from '../walk.ts';
import { smooth, type Stop, type Way } from './way.ts';

export interface Port extends Point {
	readonly box: string;
	/** Counted along the leg from 1. */
	readonly number: number;
	readonly distance: number;
}

export interface Route {
	readonly way: Way;
	readonly ports: readonly Port[];
	/** Distance along the way at which each step happens. */
	readonly spots: ReadonlyMap<number, number>;
}

/** One part of the path: what happens in a box, and by which points it is entered and left. */
interface Part {
	readonly box: string;
	readonly stops: readonly Stop[];
}

const stepsOf = ({ first, last }: Visit): readonly number[] =>
	Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** The way down in which a part of the north is passed: through a device of Azure, or past its side. */
function northX(picture: Layout, visits: readonly Visit[], index: number, lane: number): number {
	let [first, last] = [index, index];
	while (isNorth(visits[first - 1]?.box)) first--;
	while (isNorth(visits[last + 1]?.box)) last++;
	const met = visits.slice(first, last + 1).map(({ box }) => box);
	const device = picture.boxes.find(({ id, kind }) => kind === 'load-balancer' && met.includes(id));
	return (device ? device.x + size.edge : picture.lanes.bypass) + lane * size.lane;
}

function northPart(box: Box, visits: readonly Visit[], index: number, x: number): Stop[] {
	const steps = stepsOf(visits[index]!);
	if (box.kind === 'host') return [{ x, y: bottom(box), steps, port: box.id }];
	if (box.kind === 'internet') return [{ x, y: bottom(box), steps }];
	const side = (at: number): Stop => ({
		x,
		y: isNorth(visits[at]?.box) ? box.y : bottom(box),
		port: box.id
	});
	return [
		...(index > 0 ? [side(index - 1)] : []),
		{ x, y: box.y + box.height / 2, steps },
		...(index + 1 < visits.length ? [side(index + 1)] : [])
	];
}

/** `door` counts the pairs of ports that were taken before. */
function gatewayPart(box: Box, visit: Visit, door: number, isLast: boolean): Stop[] {
	const steps = stepsOf(visit);
	const x = box.x + 20 + 2 * door * size.lane;
	const y = bottom(box);
	if (isLast) return [{ x, y, port: box.id, steps }];
	return [
		{ x, y, port: box.id, steps: steps.slice(0, 1) },
		{ x: x + size.lane, y, port: box.id, steps: steps.slice(1) }
	];
}

function podPart(picture: Layout, visits: readonly Visit[], index: number, lane: number): Stop[] {
	const visit = visits[index]!;
	const box = picture.boxes.find(({ id }) => id === visit.box);
	if (!box) return [];
	const before = visits[index - 1];
	const machine = before && isMachine(before.box) ? index - 1 : null;
	const side = machine !== null && turns(passing(visits, machine)) ? 'right' : 'left';
	return [{ ...podStop(box, lane, side), port: visit.box, steps: stepsOf(visit) }];
}

/** Joins two parts outside of machines: by a way of its own through the corridor. */
function join(picture: Layout, from: Stop, to: Stop, way: number): Stop[] {
	if (Math.abs(from.x - to.x) < 1) return [];
	const y = picture.lanes.corridor + 12 + way * size.way;
	return [
		{ x: from.x, y },
		{ x: to.x, y }
	];
}

/** `there` are the visits of the request of the same connection: its reply has the ways beside them. */
export function routeWide(
	picture: Layout,
	there: readonly Visit[],
	visits: readonly Visit[],
	passage: Passage,
	inView: boolean
): Route {
	const lane = laneOf(passage.name);
	const met = new Map<string, number>();
	const parts = visits.flatMap((visit, at): Part[] => {
		const box = picture.boxes.find(({ id }) => id === visit.box);
		if (!box) return [];
		if (isMachine(box.id)) {
			const times = met.get(box.id) ?? 0;
			met.set(box.id, times + 1);
			return [
				{
					box: box.id,
					stops: through({
						picture,
						leg: passage.leg,
						visit,
						passing: passing(visits, at),
						lane: lane + 2 * times,
						inView,
						before: visits[at - 1],
						after: visits[at + 1],
						beside: null
					})
				}
			];
		}
		if (box.kind === 'pod') return [{ box: box.id, stops: podPart(picture, visits, at, lane) }];
		if (box.kind === 'gateway') {
			const times = met.get(box.id) ?? 0;
			met.set(box.id, times + 1);
			const before = lane ? there.filter((one) => one.box === box.id).length : 0;
			return [
				{ box: box.id, stops: gatewayPart(box, visit, before + times, at === visits.length - 1) }
			];
		}
		return [{ box: box.id, stops: northPart(box, visits, at, northX(picture, visits, at, lane)) }];
	});

	let way = lane * joints(there);
	const stops: Stop[] = [];
	for (const [at, part] of parts.entries()) {
		const from = stops.at(-1);
		const to = part.stops[0];
		if (from && to && isJoint(parts[at - 1]!.box, part.box))
			stops.push(...join(picture, from, to, way++));
		stops.push(...part.stops);
	}
	return finish(stops);
}

export function finish(stops: readonly Stop[]): Route {
	const { way, places } = smooth(stops);
	const spots = new Map<number, number>();
	const ports: Port[] = [];
	for (const [i, { x, y, steps, port }] of stops.entries()) {
		for (const step of steps ?? []) spots.set(step, places[i]!);
		if (port) ports.push({ x, y, box: port, number: ports.length + 1, distance: places[i]! });
	}
	return { way, ports, spots };
}
