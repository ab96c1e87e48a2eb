import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { End } from '#engine/policy/index.ts';
import { pairsOf, traffic, world } from '../../policy/random.ts';
import { expected } from './as-read.ts';
import { crossings, networkOf, passes } from './given.ts';

const words = (end: End): string =>
	end.kind === 'pod' ? `${end.pod.namespace}/${end.pod.name}` : end.address;

describe.each(['azure', 'calico'] as const)('%s, whatever the policies', (engine) => {
	test('the compiled chains say what the policies say', () => {
		fc.assert(
			fc.property(world, traffic, (given, asked) => {
				const network = networkOf(given, engine);
				const pairs = pairsOf(given).filter(
					({ from, to }) => crossings(network, from, to).length > 0
				);
				const said = (holds: (from: End, to: End) => boolean) =>
					pairs.map(({ from, to }) => `${words(from)} → ${words(to)}: ${holds(from, to)}`);
				expect(said((from, to) => passes(network, from, to, asked))).toEqual(
					said((from, to) => expected[engine](given, from, to, asked))
				);
			}),
			{ numRuns: 300 }
		);
	});

	test('a connection that is known stays open (9.37)', () => {
		fc.assert(
			fc.property(world, traffic, (given, asked) => {
				const network = networkOf(given, engine);
				for (const { from, to } of pairsOf(given))
					expect(passes(network, from, to, asked, { state: 'ESTABLISHED' })).toBe(true);
			}),
			{ numRuns: 50 }
		);
	});

	test('the masquerade mark passes NPM (9.20), and means nothing to Calico (9.36)', () => {
		fc.assert(
			fc.property(world, traffic, (given, asked) => {
				const network = networkOf(given, engine);
				for (const { from, to } of pairsOf(given)) {
					if (!crossings(network, from, to).length) continue;
					const marked = passes(network, from, to, asked, { mark: 0x4000 });
					expect(marked).toBe(engine === 'azure' || passes(network, from, to, asked));
				}
			}),
			{ numRuns: 50 }
		);
	});
});
