import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('src/lib/theme.css', 'utf8');
const tokens = new Map(
	[...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
		([, name, light, dark]) => [name!, { light: light!, dark: dark! }]
	)
);

/** WCAG 2: relative luminance, and the ratio of two of them. */
function luminance(hex: string): number {
	const channel = (at: number) => {
		const value = parseInt(hex.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function ratio(a: string, b: string): number {
	const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

const surfaces = [
	'page',
	'panel',
	'soft',
	'internet',
	'region',
	'network',
	'subnet',
	'node',
	'pod'
];
const verdicts = ['pass', 'rewrite', 'deliver', 'drop', 'reject', 'undetermined'];
const washes = ['wash', 'wash-drop', 'wash-deliver'];

/** What is read on what. */
const text: readonly (readonly [string, string])[] = [
	...['ink', 'ink-2', 'ink-3'].flatMap((word) =>
		surfaces.map((surface) => [word, surface] as const)
	),
	...['ink', 'ink-2'].flatMap((word) => washes.map((wash) => [word, wash] as const)),
	...verdicts.flatMap((verdict) =>
		['page', 'panel', 'soft'].map((surface) => [verdict, surface] as const)
	),
	['rewrite', 'wash'],
	['panel', 'ink'],
	['panel', 'pass']
];

/** Lines, glyphs and borders that carry a meaning. */
const graphics: readonly (readonly [string, string])[] = [
	...verdicts.flatMap((verdict) => surfaces.map((surface) => [verdict, surface] as const)),
	...['page', 'panel', 'soft'].map((surface) => ['edge', surface] as const),
	...surfaces.map((surface) => ['ahead', surface] as const),
	...surfaces.map((surface) => ['focus', surface] as const),
	...verdicts.map((verdict) => ['panel', verdict] as const)
];

const themes = ['light', 'dark'] as const;
const low = (pairs: readonly (readonly [string, string])[], least: number) =>
	pairs.flatMap(([a, b]) =>
		themes.flatMap((theme) => {
			const value = ratio(tokens.get(a)![theme], tokens.get(b)![theme]);
			return value < least ? [`${a} on ${b}, ${theme}: ${value.toFixed(2)}`] : [];
		})
	);

test('every token that a pair names is there', () => {
	expect([...text, ...graphics].flat().filter((name) => !tokens.has(name))).toEqual([]);
});

test('text has 4.5 to 1', () => expect(low(text, 4.5)).toEqual([]));

test('graphics that carry a meaning have 3 to 1', () => expect(low(graphics, 3)).toEqual([]));
