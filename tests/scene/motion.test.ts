import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duration, pose } from '#scene/pose.ts';
import { fonts, widthOf, wrap } from '#scene/text.ts';
import { pointAt, smooth } from '#scene/way.ts';

const { way, places } = smooth([
	{ x: 0, y: 0 },
	{ x: 100, y: 0 },
	{ x: 100, y: 80 }
]);
const from = { distance: 0, card: { x: 5, y: -40 } };
const to = { distance: way.length, card: { x: 110, y: 60 } };

test('corners are cut, so the way is a little shorter', () => {
	expect(way.length).toBeLessThan(180);
	expect(way.length).toBeGreaterThan(170);
	expect(places).toHaveLength(3);
	expect(pointAt(way, 50).x).toBeCloseTo(50);
});

test('a step begins where the last one ended and ends where it should', () => {
	expect(pose(way, from, to, 0)).toMatchObject({ travelled: 0, card: from.card, stopped: false });
	expect(pose(way, from, to, 1)).toEqual({ travelled: way.length, card: to.card, stopped: true });
});

test('a field is rewritten at rest, never in flight', () => {
	const travelling = [0.2, 0.5, 0.74].map((t) => pose(way, from, to, t));
	expect(travelling.every(({ stopped }) => !stopped)).toBe(true);
	const { travelled, stopped } = pose(way, from, to, 0.8);
	expect(stopped).toBe(true);
	expect(travelled).toBeCloseTo(way.length);
});

test('the envelope keeps to the path', () => {
	fc.assert(
		fc.property(fc.double({ min: 0, max: 0.99, noNaN: true }), (t) => {
			const { card, travelled } = pose(way, from, to, t);
			const at = pointAt(way, travelled);
			expect(Math.hypot(card.x - at.x, card.y - at.y)).toBeLessThan(60);
		})
	);
});

test.each([0.5, 1, 1.5, 2])('at speed %s a step takes 200 to 400 milliseconds', (speed) => {
	expect(duration(speed)).toBeGreaterThanOrEqual(200);
	expect(duration(speed)).toBeLessThanOrEqual(400);
});

test('broken lines hold all letters, and none is too wide unless it is one piece', () => {
	const words = fc.array(fc.stringMatching(/^[a-z]{1,12}(-[a-z0-9]{1,8}){0,3}$/), {
		minLength: 1,
		maxLength: 12
	});
	fc.assert(
		fc.property(words, fc.integer({ min: 40, max: 300 }), (list, width) => {
			const text = list.join(' ');
			const lines = wrap(text, fonts.plain, width);
			expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
			for (const line of lines)
				if (/[ -]./.test(line)) expect(widthOf(line, fonts.plain), line).toBeLessThanOrEqual(width);
		})
	);
});
