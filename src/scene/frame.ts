/** Everything that the picture needs at one place of a walk, in numbers. */
import type { Network } from '#engine/network.ts';
import type { FiveTuple, LegName, Step, Trace } from '#engine/types.ts';
import type { World } from '#engine/world.ts';
import { cardOf, type Card } from './card.ts';
import { layout } from './layout/layout.ts';
import type { Layout, Point, Rect, View } from './picture.ts';
import type { Rest } from './pose.ts';
import { routeColumn } from './path/route-column.ts';
import { routeWide, type Route } from './path/route.ts';
import { boxOf, passages, visitsOf } from './walk.ts';
import { drawn, pointAt } from './path/way.ts';

/** The label with which the packet left a machine: it stays there while the packet goes on. */
export interface Ghost {
	readonly box: string;
	readonly slot: Rect;
	readonly tuple: FiveTuple;
}

/** What is needed to draw a moment that does not move; it survives JSON but for its maps. */
export interface Still {
	readonly picture: Layout;
	readonly step: Step;
	readonly at: View['at'];
	readonly card: Card;
	readonly route: Route;
	/** The other direction, drawn faintly in its own lane: all of it when it was walked before. */
	readonly other: { readonly path: string; readonly walked: boolean } | null;
	readonly rest: Rest;
	readonly spot: Point;
	/** The box that the packet is in. */
	readonly here: string;
	readonly ghosts: readonly Ghost[];
}

export interface Frame extends Still {
	/** How far along the way the steps beside this one are, to move from or to. */
	readonly distanceOf: (step: number) => number;
}

/** The point of the way that stands for a step: its own, or that of the last step before it that has one. */
function distanceAt({ spots }: Route, step: number): number {
	for (let at = step; at >= 0; at--) {
		const spot = spots.get(at);
		if (spot !== undefined) return spot;
	}
	return 0;
}

export function frame(world: World, network: Network, trace: Trace, view: View): Frame | null {
	const legs = passages(trace);
	const passage = legs[view.at.leg];
	const step = passage?.leg.steps[view.at.step];
	if (!passage || !step) return null;
	const picture = layout(world, network, trace, view);
	const visits = legs.map(({ leg }) => visitsOf(leg, world));
	const sibling = (name: LegName) =>
		legs.findIndex((one) => one.connection === passage.connection && one.name === name);
	const there = visits[sibling('request')] ?? [];
	const routeOf = (index: number, inView: boolean) =>
		picture.form === 'wide'
			? routeWide(picture, there, visits[index]!, legs[index]!, inView)
			: routeColumn(picture, visits[index]!, legs[index]!, inView);
	const route = routeOf(view.at.leg, true);
	const beside = sibling(passage.name === 'reply' ? 'request' : 'reply');
	const other =
		picture.form === 'wide' && beside >= 0
			? { path: drawn(routeOf(beside, false).way), walked: beside < view.at.leg }
			: null;
	const distance = distanceAt(route, view.at.step);
	const { x, y } = picture.slot;
	const left = new Map(
		visits[view.at.leg]!.filter(({ last }) => last < view.at.step).map(({ box, last }) => [
			box,
			passage.leg.steps[last]!.after
		])
	);
	const ghosts = [...picture.slots].flatMap(([box, slot]): Ghost[] => {
		const tuple = left.get(box);
		return tuple && slot !== picture.slot ? [{ box, slot, tuple }] : [];
	});
	return {
		picture,
		step,
		at: view.at,
		card: cardOf(step, picture.slot),
		route,
		other,
		rest: { distance, card: { x, y } },
		distanceOf: (at) => distanceAt(route, at),
		spot: pointAt(route.way, distance),
		here: boxOf(step.at, world),
		ghosts
	};
}
