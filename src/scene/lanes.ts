/** Which lanes a machine needs: two directions side by side, once more for each time that the packet comes back to it. */
import type { LegName } from '#engine/types.ts';
import type { MachineLanes } from './picture.ts';
import type { Visit } from './walk.ts';

/** The reply has a lane of its own; the next packet goes where the first one went. */
export const laneOf = (leg: LegName): number => (leg === 'reply' ? 1 : 0);

/** How a path passes through a machine: each side is outside, a pod inside, or an end of the walk. */
export interface Passing {
	readonly from: 'outside' | 'pod' | 'end';
	readonly to: 'outside' | 'pod' | 'end';
}

const sideOf = (visit: Visit | undefined): Passing['from'] =>
	visit === undefined ? 'end' : visit.box.startsWith('pod/') ? 'pod' : 'outside';

export const passing = (visits: readonly Visit[], index: number): Passing => ({
	from: sideOf(visits[index - 1]),
	to: visits[index]!.leaving ? 'outside' : sideOf(visits[index + 1])
});

/** Does the path leave by the side that it came in, so that it needs a lane back? */
export const turns = ({ from, to }: Passing): boolean => from === to;

export const isMachine = (box: string): boolean => box.startsWith('node/') || box.startsWith('vm/');

export function lanesOf(legs: readonly (readonly Visit[])[]): ReadonlyMap<string, MachineLanes> {
	const lanes = new Map<string, MachineLanes>();
	for (const visits of legs) {
		const seen = new Map<string, number>();
		for (const [index, { box }] of visits.entries()) {
			if (!isMachine(box)) continue;
			const times = (seen.get(box) ?? 0) + 1;
			seen.set(box, times);
			const known = lanes.get(box) ?? { left: 0, right: 0 };
			const back = turns(passing(visits, index)) ? 2 * times : 0;
			lanes.set(box, { left: Math.max(known.left, 2 * times), right: Math.max(known.right, back) });
		}
	}
	return lanes;
}

const north = ['internet-host/', 'internet/', 'load-balancer/'];
export const isNorth = (id: string | undefined): boolean =>
	north.some((kind) => id?.startsWith(kind));

/** Joints of a leg that run through the corridor: every change of box, but between a pod and its node, and above the network. */
export const isJoint = (from: string, to: string): boolean =>
	![from, to].some((id) => id.startsWith('pod/')) && !(isNorth(from) && isNorth(to));

export const joints = (visits: readonly Visit[]): number =>
	visits.filter(({ box }, index) => index > 0 && isJoint(visits[index - 1]!.box, box)).length;
