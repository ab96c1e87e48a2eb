/** What a laid-out picture is: rectangles, words and rows in pixels, from the top left corner. */
import type { FontName } from './text.ts';
import type { Place } from './walk.ts';

export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface Rect extends Point {
	readonly width: number;
	readonly height: number;
}

export type BoxKind =
	| 'internet'
	| 'host'
	| 'region'
	| 'load-balancer'
	| 'network'
	| 'subnet'
	| 'gateway'
	| 'node'
	| 'vm'
	| 'pod'
	| 'fold';

export interface Box extends Rect {
	readonly id: string;
	readonly kind: BoxKind;
	/** Containers hold others; a path may run through their padding. */
	readonly container: boolean;
	/** Met by the packet in some leg. What is not met is faded, and no path touches it. */
	readonly walked: boolean;
	/** Left top corner of its glyph, 16 pixels square. */
	readonly mark: Point | null;
}

/** One line of text; `x` is its left edge, `y` its middle. */
export interface Word extends Point {
	readonly box: string;
	readonly text: string;
	readonly font: FontName;
	readonly width: number;
	readonly quiet: boolean;
}

/** A hook of a machine, or its NIC: a station of the rail. */
export interface Row extends Rect {
	readonly box: string;
	readonly name: string;
	/** Steps of the leg in view that happen here. */
	readonly steps: readonly number[];
	/** True where rows above or below were folded into this one. */
	readonly fold: boolean;
}

/** The ways that are kept free for the path, outside of machines. */
export interface Lanes {
	/** Left edges of the two ways down past the load balancer's side: `x` for each direction. */
	readonly riser: number;
	readonly bypass: number;
	/** Ways down to the machines that lie between the words, and must stay free. */
	readonly ways: readonly number[];
	/** Top of the corridor above the machines. */
	readonly corridor: number;
	/** Lanes at the left and right of each machine, and what lies between its edge and its pods. */
	readonly machines: ReadonlyMap<string, MachineLanes>;
	readonly bodies: ReadonlyMap<string, Rect>;
}

export interface MachineLanes {
	readonly left: number;
	readonly right: number;
}

export interface Layout {
	readonly width: number;
	readonly height: number;
	readonly form: 'wide' | 'column';
	readonly boxes: readonly Box[];
	readonly words: readonly Word[];
	readonly rows: readonly Row[];
	readonly lanes: Lanes;
	/** Where the envelope lies while the packet is at the place in view. */
	readonly slot: Rect;
	/** The same room in every machine that is open, by its id. */
	readonly slots: ReadonlyMap<string, Rect>;
}

export interface View {
	readonly width: number;
	readonly height: number;
	/** Where the packet is. */
	readonly at: Place;
	/** Everything that is shown at the chosen depth. */
	readonly places: readonly Place[];
}

export const right = ({ x, width }: Rect): number => x + width;
export const bottom = ({ y, height }: Rect): number => y + height;

/** Do two rectangles share more than an edge? */
export const meets = (a: Rect, b: Rect): boolean =>
	a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);

/** Sizes of the picture. */
export const size = {
	pad: 10,
	/** Between one lane and the next, and from a box's edge to its first lane. */
	lane: 22,
	edge: 18,
	/** Radius of a port, and the room that it takes on its side of an edge. */
	port: 9,
	bar: 46,
	heading: 24,
	row: 22,
	/** Between two horizontal ways of the corridor. */
	way: 7
} as const;

/** Room for the envelope with its caption: the narrower, the more lines. */
export const slotHeight = (width: number): number =>
	width >= 330 ? 112 : width >= 226 ? 138 : width >= 185 ? 156 : 196;

/** How far from a box's edge its words begin, so that `lanes` lanes pass beside them. */
export const gutter = (lanes: number): number => size.edge + (lanes - 1) * size.lane + 16;
