import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frame, type Frame } from '#scene/frame.ts';
import { bottom, meets, right, type Box, type Point, type Rect } from '#scene/picture.ts';
import { fonts, widthOf } from '#scene/text.ts';
import { isMachine } from '#scene/lanes.ts';
import { passages, shownPlaces } from '#scene/walk.ts';
import { depths, type Trace } from '#engine/types.ts';
import type { World } from '#engine/world.ts';
import {
	betweenPods,
	fromInternet,
	fromMachine,
	lostAt,
	networkOf,
	toInternet,
	traceOf,
	withLookup,
	worldOf
} from './fixture.ts';

const walks: Record<string, (world: World, a: number, b: number) => Parameters<typeof traceOf>[0]> =
	{
		'from the internet': fromInternet,
		'between pods': betweenPods,
		'to the internet': toInternet,
		'from a machine': (world, _, b) => fromMachine(world, b)
	};

const scenes = fc.record({
	size: fc.record({
		nodes: fc.integer({ min: 1, max: 12 }),
		pods: fc.integer({ min: 2, max: 9 }),
		vms: fc.integer({ min: 1, max: 2 }),
		name: fc.integer({ min: 6, max: 24 })
	}),
	walk: fc.constantFrom(...Object.keys(walks)),
	a: fc.nat(11),
	b: fc.nat(11),
	depth: fc.constantFrom(...depths),
	at: fc.nat(200),
	/** The step at which the packet is dropped. */
	lost: fc.option(fc.nat(60)),
	/** Is a name looked up first? */
	named: fc.boolean(),
	width: fc.integer({ min: 296, max: 1300 }),
	height: fc.integer({ min: 420, max: 900 })
});

type Spec = typeof scenes extends fc.Arbitrary<infer T> ? T : never;

function framed({ size, walk, a, b, depth, at, lost, named, width, height }: Spec): {
	frame: Frame;
	trace: Trace;
} {
	const world = worldOf(size);
	const hops = walks[walk]!(world, a, b);
	const trace =
		lost !== null ? lostAt(hops, lost) : named ? withLookup(world, a, b, hops) : traceOf(hops);
	const places = shownPlaces(trace, depth);
	const place = places[at % places.length]!;
	return {
		frame: frame(world, networkOf(world), trace, { width, height, at: place, places })!,
		trace
	};
}

const holds = (outer: Rect, inner: Rect) =>
	inner.x >= outer.x - 0.5 &&
	inner.y >= outer.y - 0.5 &&
	right(inner) <= right(outer) + 0.5 &&
	bottom(inner) <= bottom(outer) + 0.5;
const wordRect = ({ x, y, width }: { x: number; y: number; width: number }): Rect => ({
	x,
	y: y - 7,
	width,
	height: 14
});

/** Rows carry a word too: the name of their hook. */
const wordsOf = ({ picture }: Frame) => [
	...picture.words.map((one) => ({ text: one.text, box: one.box, ...wordRect(one) })),
	...picture.rows.map((row) => ({
		text: row.name,
		box: row.box,
		...wordRect({ x: row.x, y: row.y + row.height / 2, width: widthOf(row.name, fonts.code) })
	}))
];

const always = (check: (scene: { frame: Frame; trace: Trace }) => void) =>
	fc.assert(
		fc.property(scenes, (spec) => check(framed(spec))),
		{ numRuns: 120 }
	);

test('no two boxes overlap, but where one holds the other', () => {
	always(({ frame: { picture } }) => {
		const clashes = picture.boxes.flatMap((a, i) =>
			picture.boxes
				.slice(i + 1)
				.flatMap((b) => (meets(a, b) && !holds(a, b) && !holds(b, a) ? [`${a.id} × ${b.id}`] : []))
		);
		expect(clashes).toEqual([]);
	});
});

test('everything lies inside the picture', () => {
	always(({ frame: { picture } }) => {
		const page = { x: 0, y: 0, width: picture.width, height: picture.height };
		expect(picture.boxes.filter((box) => !holds(page, box)).map(({ id }) => id)).toEqual([]);
		expect(holds(page, picture.slot), 'the envelope').toBe(true);
	});
});

test('words fit into their boxes, and none lies on another', () => {
	always(({ frame }) => {
		const boxes = new Map(frame.picture.boxes.map((box) => [box.id, box]));
		const words = wordsOf(frame);
		expect(words.filter((one) => !holds(boxes.get(one.box)!, one)).map(({ text }) => text)).toEqual(
			[]
		);
		expect(
			words.flatMap((a, i) =>
				words.slice(i + 1).flatMap((b) => (meets(a, b) ? [`${a.text} × ${b.text}`] : []))
			)
		).toEqual([]);
	});
});

test('a word stands in its own box only', () => {
	always(({ frame }) => {
		const { boxes } = frame.picture;
		const owner = (id: string) => boxes.find((box) => box.id === id)!;
		const foreign = wordsOf(frame).flatMap((word) =>
			boxes
				.filter((box) => box.id !== word.box && !holds(box, owner(word.box)) && meets(box, word))
				.map(({ id }) => `${word.text} in ${id}`)
		);
		expect(foreign).toEqual([]);
	});
});

test('the envelope covers no word', () => {
	always(({ frame }) => {
		expect(
			wordsOf(frame)
				.filter((word) => meets(word, frame.picture.slot))
				.map(({ text }) => text)
		).toEqual([]);
	});
});

test('what stands on the envelope fits', () => {
	always(({ frame: { card, picture } }) => {
		expect(card.whole).toBeLessThanOrEqual(picture.slot.height);
		for (const line of card.caption)
			expect(12 + widthOf(line, fonts[card.captionFont]), line).toBeLessThanOrEqual(card.width);
		for (const { value, valueX, old, oldX } of card.fields) {
			expect(valueX + widthOf(value, fonts.code)).toBeLessThanOrEqual(card.width);
			expect(oldX + widthOf(old ?? '', fonts.code)).toBeLessThanOrEqual(card.width);
		}
	});
});

const inside = (box: Rect, { x, y }: Point) =>
	x > box.x + 1 && x < right(box) - 1 && y > box.y + 1 && y < bottom(box) - 1;

/** Points every two pixels along the way. */
function* along({ route }: Frame) {
	const { points } = route.way;
	for (const [i, b] of points.entries()) {
		const a = points[i - 1] ?? b;
		const steps = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 2));
		for (let n = 1; n <= steps; n++)
			yield { x: a.x + ((b.x - a.x) * n) / steps, y: a.y + ((b.y - a.y) * n) / steps };
	}
}

test('the path crosses no box that the leg does not visit, and no word', () => {
	always(({ frame, trace }) => {
		const leg = passages(trace)[frame.at.leg]!.leg;
		const visited = new Set(
			leg.steps.map(({ at: { kind, name } }) => (kind === 'nic' ? name : `${kind}/${name}`))
		);
		const isVisited = ({ id }: Box) =>
			visited.has(id) || (isMachine(id) && visited.has(id.slice(id.indexOf('/') + 1)));
		const met = frame.picture.boxes.filter(isVisited);
		const others = frame.picture.boxes.filter(
			(box) =>
				!isVisited(box) &&
				!met.some((one) => holds(box, one)) &&
				!['internet', 'region', 'network', 'subnet'].includes(box.kind)
		);
		const words = wordsOf(frame);
		const crossed = new Set<string>();
		for (const point of along(frame)) {
			for (const box of others) if (inside(box, point)) crossed.add(box.id);
			for (const word of words) if (inside(word, point)) crossed.add(word.text);
		}
		expect([...crossed]).toEqual([]);
	});
});

test('steps follow each other along the path', () => {
	always(({ frame: { route } }) => {
		const distances = [...route.spots].sort(([a], [b]) => a - b).map(([, distance]) => distance);
		expect(distances).toEqual([...distances].sort((a, b) => a - b));
	});
});

test('the path of a packet that is lost ends where it is lost', () => {
	always(({ frame: { route }, trace }) => {
		if (trace.disposition !== 'dropped') return;
		const last = trace.connections[0]!.request.steps.length - 1;
		expect(route.way.length - (route.spots.get(last) ?? route.way.length)).toBeLessThan(1);
	});
});

test('ports are numbered as they are crossed', () => {
	always(({ frame: { route } }) => {
		const distances = route.ports.map(({ distance }) => distance);
		expect(distances).toEqual([...distances].sort((a, b) => a - b));
	});
});

test(
	'the picture stands still while the packet walks: only rows and the envelope move',
	{ timeout: 20_000 },
	() => {
		fc.assert(
			fc.property(scenes, (spec) => {
				const wideSpec = { ...spec, width: Math.max(spec.width, 700) };
				const { frame: first, trace } = framed(wideSpec);
				// In a column the box that holds the packet is the open one.
				if (first.picture.form === 'column') return;
				const places = shownPlaces(trace, spec.depth);
				const outlines = places.map((_, at) =>
					JSON.stringify(framed({ ...wideSpec, at }).frame.picture.boxes)
				);
				expect(new Set(outlines).size).toBe(1);
			}),
			{ numRuns: 15 }
		);
	}
);
