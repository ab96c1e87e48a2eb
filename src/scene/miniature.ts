/** A scenario as a small drawing without words: its own boxes, and the path of its first packet. */
import { compile } from '#engine/compile/index.ts';
import { trace } from '#engine/converse/index.ts';
import { settle } from '#engine/load/settle.ts';
import type { Variant } from '#engine/scenario/scenario.ts';
import type { Network } from '#engine/network.ts';
import type { Leg, Trace, Verdict } from '#engine/types.ts';
import type { World } from '#engine/world.ts';
import { frame, type Still } from './frame.ts';
import type { Box, Point } from './picture.ts';
import { passages, shownPlaces } from './walk.ts';
import { drawn, pointAt } from './way.ts';

export interface Miniature {
	readonly width: number;
	readonly height: number;
	readonly boxes: readonly Pick<
		Box,
		'id' | 'kind' | 'x' | 'y' | 'width' | 'height' | 'walked' | 'mark'
	>[];
	readonly path: string;
	readonly start: Point;
	/** Where something was decided. */
	readonly spots: readonly (Point & { readonly verdict: Verdict })[];
}

const size = { width: 760, height: 500 };

/** The first packet of a lesson, walked in the model of its cluster. */
function walked({
	objects,
	lesson
}: Variant): { readonly world: World; readonly network: Network; readonly trace: Trace } | null {
	const world = settle(objects, { model: objects.cluster.model });
	const network = compile(world);
	const [packet] = lesson.packets;
	if (!packet) return null;
	const { from, to, protocol } = packet;
	const answer = trace(network, { from, to, ...(protocol && { protocol }), ownsPods: true });
	return 'mistake' in answer ? null : { world, network, trace: answer.trace };
}

const round = (value: number) => Math.round(value);

export function miniature(variant: Variant): Miniature | null {
	const walk = walked(variant);
	const leg = walk && passages(walk.trace)[0]?.leg;
	if (!walk || !leg) return null;
	const places = shownPlaces(walk.trace, 'concept');
	const shown = frame(walk.world, walk.network, walk.trace, {
		...size,
		at: { leg: 0, step: leg.steps.length - 1 },
		places
	});
	if (!shown) return null;
	const { way, spots } = shown.route;
	const dots = [...spots].flatMap(([at, distance]) => {
		const { verdict } = leg.steps[at]!;
		const { x, y } = pointAt(way, distance);
		return verdict === 'pass' ? [] : [{ x: round(x), y: round(y), verdict }];
	});
	const boxes = shown.picture.boxes.map(({ id, kind, x, y, width, height, walked, mark }) => ({
		id,
		kind,
		walked,
		mark: mark && { x: round(mark.x), y: round(mark.y) },
		x: round(x),
		y: round(y),
		width: round(width),
		height: round(height)
	}));
	return {
		width: size.width,
		height: shown.picture.height,
		boxes,
		path: drawn(way),
		start: pointAt(way, 0),
		spots: dots
	};
}

/** The moment at which the first address is rewritten, to be drawn as it is in the lab. */
export function moment(
	variant: Variant,
	view: { readonly width: number; readonly height: number }
): { readonly still: Still; readonly leg: Leg } | null {
	const walk = walked(variant);
	const leg = walk && passages(walk.trace)[0]?.leg;
	const step = leg?.steps.findIndex(({ verdict }) => verdict === 'rewrite') ?? -1;
	if (!walk || !leg || step < 0) return null;
	const shown = frame(walk.world, walk.network, walk.trace, {
		...view,
		at: { leg: 0, step },
		places: shownPlaces(walk.trace, 'component')
	});
	if (!shown) return null;
	const { picture, step: here, at, card, route, other, rest, spot, here: box, ghosts } = shown;
	return {
		still: { picture, step: here, at, card, route, other, rest, spot, here: box, ghosts },
		leg
	};
}
