/** Lays a trace out: side by side where there is room, under each other where there is not. */
import type { Network } from '#engine/network.ts';
import type { Trace } from '#engine/types.ts';
import type { World } from '#engine/world.ts';
import { castOf } from './cast.ts';
import { column } from './column.ts';
import { lanesOf } from './lanes.ts';
import { besides } from './beside.ts';
import type { Layout, View } from './picture.ts';
import { rowsOf } from './rows.ts';
import { boxOf, passages } from './walk.ts';
import { wide, type Staging } from './wide.ts';

export function layout(world: World, network: Network, trace: Trace, view: View): Layout {
	const cast = castOf(world, network, trace);
	const step = passages(trace)[view.at.leg]?.leg.steps[view.at.step];
	const staging: Staging = {
		cast,
		rows: rowsOf(trace, world, view.places),
		lanes: lanesOf(cast.visits),
		view,
		here: step ? boxOf(step.at, world) : ''
	};
	const broad = wide(staging);
	return broad ? besides(broad, staging.here) : stand(staging);
}

/** The column is as high as it is with its highest box open, so that nothing moves below it at a step. */
function stand(staging: Staging): Layout {
	const { height } = column(staging);
	const boxes = new Set(staging.cast.visits.flat().map(({ box }) => box));
	const highest = Math.max(
		height,
		...[...boxes].map((here) => column({ ...staging, here }).height)
	);
	return column(staging, highest - height);
}
