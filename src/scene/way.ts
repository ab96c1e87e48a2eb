/** A way is a line of points with rounded corners; distances are measured along it. */
import type { Point } from './picture.ts';

/** A point of a path as it is planned: `steps` happen there, `port` is the box whose edge is crossed. */
export interface Stop extends Point {
	readonly steps?: readonly number[];
	readonly port?: string;
}

export interface Way {
	readonly points: readonly Point[];
	/** Distance of each point from the start. */
	readonly at: readonly number[];
	readonly length: number;
}

const corner = 9;
const samples = 5;

const between = (a: Point, b: Point, t: number): Point => ({
	x: a.x + (b.x - a.x) * t,
	y: a.y + (b.y - a.y) * t
});
const apart = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** Rounds the corners. `places[i]` is where the i-th stop came to lie on the way. */
export function smooth(stops: readonly Point[]): {
	readonly way: Way;
	readonly places: readonly number[];
} {
	const points: Point[] = [];
	const index: number[] = [];
	for (const [i, stop] of stops.entries()) {
		const before = stops[i - 1];
		const after = stops[i + 1];
		if (!before || !after) {
			points.push({ x: stop.x, y: stop.y });
			index.push(points.length - 1);
			continue;
		}
		const near = Math.min(corner, apart(before, stop) / 2);
		const far = Math.min(corner, apart(stop, after) / 2);
		const start = apart(before, stop) ? between(stop, before, near / apart(before, stop)) : stop;
		const end = apart(stop, after) ? between(stop, after, far / apart(stop, after)) : stop;
		for (let n = 0; n <= samples; n++) {
			const t = n / samples;
			points.push(between(between(start, stop, t), between(stop, end, t), t));
		}
		index.push(points.length - 1 - Math.floor(samples / 2));
	}
	const at: number[] = [];
	for (const [i, point] of points.entries())
		at.push(i === 0 ? 0 : at[i - 1]! + apart(points[i - 1]!, point));
	return { way: { points, at, length: at.at(-1) ?? 0 }, places: index.map((i) => at[i]!) };
}

/** The point at a distance from the start. */
export function pointAt({ points, at }: Way, distance: number): Point {
	if (!points.length) return { x: 0, y: 0 };
	const after = at.findIndex((one) => one >= distance);
	if (after === 0) return points[0]!;
	if (after < 0) return points.at(-1)!;
	const [from, to] = [at[after - 1]!, at[after]!];
	return between(
		points[after - 1]!,
		points[after]!,
		to > from ? (distance - from) / (to - from) : 1
	);
}

const round = (value: number) => Math.round(value * 10) / 10;

/** As SVG writes it. */
export const drawn = ({ points }: Way): string =>
	points.map(({ x, y }, i) => `${i ? 'L' : 'M'}${round(x)} ${round(y)}`).join('');
