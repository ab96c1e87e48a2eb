import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSettings, writeSettings, type Settings } from '../../src/lib/settings.ts';

const nothing: Settings = {
	variant: null,
	model: null,
	packet: null,
	depth: null,
	picks: [],
	mark: null
};

test('what a link says is what it was made of', () => {
	const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
	const settings = fc.record({
		variant: fc.option(name),
		model: fc.option(
			fc.constantFrom('kubenet' as const, 'node-subnet' as const, 'overlay' as const)
		),
		packet: fc.option(name),
		depth: fc.option(fc.constantFrom('concept' as const, 'component' as const, 'rule' as const)),
		picks: fc.array(
			fc.tuple(name, name).map(([point, value]) => `endpoint/${point}:80=pod/${value}`),
			{ maxLength: 3 }
		),
		mark: fc.option(
			fc.record({
				leg: fc.constantFrom('request' as const, 'reply' as const, 'next' as const),
				step: fc.integer({ min: 1, max: 60 })
			})
		)
	});
	fc.assert(
		fc.property(settings, (one) => {
			expect(readSettings(new URLSearchParams(writeSettings(one)))).toEqual(one);
		})
	);
});

test('an address without settings has none', () => {
	expect(readSettings(new URLSearchParams(''))).toEqual(nothing);
	expect(writeSettings(nothing)).toBe('');
});

test.each([
	'model=ipvlan',
	'depth=deeper',
	'at=request',
	'at=sideways.4',
	'at=request.-1',
	'pick=nonsense'
])('%s is not understood and left out', (search) => {
	expect(readSettings(new URLSearchParams(search))).toEqual(nothing);
});
