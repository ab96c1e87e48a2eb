/** Where everything is at a moment of a step: numbers in, numbers out. The player decides which step, this decides where. */
import { easeCubicInOut } from 'd3';
import type { Point } from './picture.ts';
import { pointAt, type Way } from './way.ts';

/** A packet at rest: how far along its way it is, and where its envelope lies. */
export interface Rest {
	readonly distance: number;
	readonly card: Point;
}

export interface Pose {
	/** How much of the way is travelled. */
	readonly travelled: number;
	readonly card: Point;
	/** False until the packet has stopped: a field is rewritten at rest, never in flight. */
	readonly stopped: boolean;
}

/** The part of a step that is travel; the rest is the rewrite. */
const travel = 0.75;

const mix = (a: number, b: number, t: number) => a + (b - a) * t;

/** `t` runs from 0 to 1 over one step. The envelope keeps to the path by the same offset that it has at rest. */
export function pose(way: Way, from: Rest, to: Rest, t: number): Pose {
	if (t >= 1) return { travelled: to.distance, card: to.card, stopped: true };
	const eased = easeCubicInOut(Math.min(t / travel, 1));
	const travelled = mix(from.distance, to.distance, eased);
	const [a, b] = [pointAt(way, from.distance), pointAt(way, to.distance)];
	const at = pointAt(way, travelled);
	return {
		travelled,
		card: {
			x: at.x + mix(from.card.x - a.x, to.card.x - b.x, eased),
			y: at.y + mix(from.card.y - a.y, to.card.y - b.y, eased)
		},
		stopped: t >= travel
	};
}

/** Milliseconds of one step at a speed: within the 200 to 400 that the eye follows without waiting. */
export const duration = (speed: number): number => Math.min(400, Math.max(200, 380 / speed));
