/** The path through the column picture: beside the boxes, and into each one that it meets by its left edge. */
import type { Leg } from '#engine/types.ts';
import { isMachine, laneOf, passing } from './lanes.ts';
import { bottom, size, type Box, type Layout } from './picture.ts';
import { finish, type Route } from './route.ts';
import { podStop, through } from './through.ts';
import type { Passage, Visit } from './walk.ts';
import type { Stop } from './way.ts';

/** A visit with the pods of the machine that it began or ended in. */
interface Stay extends Visit {
	readonly index: number;
	readonly from: Visit | null;
	readonly to: Visit | null;
}

/** A pod is part of its machine here: a closed machine hides its pods. */
function staysOf(visits: readonly Visit[]): readonly Stay[] {
	const isPod = (visit: Visit | undefined) => visit?.box.startsWith('pod/') ?? false;
	return visits.flatMap((visit, index): Stay[] => {
		if (isPod(visit)) return [];
		const [before, after] = [visits[index - 1], visits[index + 1]];
		return [
			{ ...visit, index, from: isPod(before) ? before! : null, to: isPod(after) ? after! : null }
		];
	});
}

const notch = 6;

function closed(
	box: Box,
	stay: Stay,
	x: number,
	direction: number,
	ends: { readonly first: boolean; readonly last: boolean }
): Stop[] {
	// An open box is entered beside its name.
	const y = box.y + Math.min(box.height / 2, 22);
	const first = stay.from?.first ?? stay.first;
	const last = stay.to?.last ?? stay.last;
	const steps = Array.from({ length: last - first + 1 }, (_, i) => first + i);
	if (box.container && box.kind === 'internet')
		return [{ x, y: direction > 0 ? bottom(box) : box.y, steps }];
	const port = { x: box.x, y, port: box.id, steps };
	if (ends.first && ends.last) return [port];
	if (ends.first) return [port, { x, y }];
	if (ends.last) return [{ x, y }, port];
	return [
		{ x, y: y - direction * notch },
		{ x: box.x, y: y - direction * notch, port: box.id, steps },
		{ x: box.x, y: y + direction * notch },
		{ x, y: y + direction * notch }
	];
}

export function routeColumn(
	picture: Layout,
	visits: readonly Visit[],
	{ name, leg }: Passage,
	inView: boolean
): Route {
	const stays = staysOf(visits);
	const met = new Map<string, number>();
	const boxOf = (stay: Stay | undefined) => picture.boxes.find(({ id }) => id === stay?.box);
	const stops = stays.flatMap((stay, at): Stop[] => {
		const box = boxOf(stay);
		if (!box) return [];
		const times = met.get(box.id) ?? 0;
		met.set(box.id, times + 1);
		const x = picture.lanes.riser + (laneOf(name) + 2 * times) * size.lane;
		const after = boxOf(stays[at + 1]);
		const before = boxOf(stays[at - 1]);
		const direction = after ? Math.sign(after.y - box.y) : before ? Math.sign(box.y - before.y) : 1;
		const open = isMachine(box.id) && picture.lanes.bodies.has(box.id);
		if (!open)
			return closed(box, stay, x, direction || 1, {
				first: at === 0,
				last: at === stays.length - 1
			});
		return inside(picture, leg, visits, stay, x, times, inView);
	});
	return finish(squared(stops));
}

/** Where two parts lie on different lanes, the path changes lane at a right angle. */
const squared = (stops: readonly Stop[]): Stop[] =>
	stops.flatMap((stop, at) => {
		const before = stops[at - 1];
		const slanted = before && Math.abs(before.x - stop.x) > 1 && Math.abs(before.y - stop.y) > 1;
		return slanted ? [{ x: stop.x, y: before.y }, stop] : [stop];
	});

function inside(
	picture: Layout,
	leg: Leg,
	visits: readonly Visit[],
	stay: Stay,
	beside: number,
	times: number,
	inView: boolean
): Stop[] {
	const pod = (visit: Visit | null) => picture.boxes.find(({ id }) => id === visit?.box);
	const [from, to] = [pod(stay.from), pod(stay.to)];
	const stepsOf = ({ first, last }: Visit) =>
		Array.from({ length: last - first + 1 }, (_, i) => first + i);
	const crossing = {
		picture,
		leg,
		visit: stay,
		passing: passing(visits, stay.index),
		lane: times,
		inView,
		before: stay.from ?? undefined,
		after: stay.to ?? undefined,
		beside
	};
	const same = Boolean(stay.from && stay.to);
	return [
		...(from && stay.from
			? [{ ...podStop(from, times, 'left'), port: from.id, steps: stepsOf(stay.from) }]
			: []),
		...through(crossing),
		...(to && stay.to
			? [{ ...podStop(to, times, same ? 'right' : 'left'), port: to.id, steps: stepsOf(stay.to) }]
			: [])
	];
}
