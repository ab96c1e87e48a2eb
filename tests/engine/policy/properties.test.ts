import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onlyPolicy, policySet, type Selection, type Traffic } from '#engine/policy/index.ts';
import type { NetworkPolicyObject } from '#engine/world.ts';
import { naively } from './naive.ts';
import { pairsOf, rule, traffic, world, type RandomWorld } from './random.ts';

const isDenied = ({ kind }: Selection): boolean => kind === 'denied';

/** The answers to every pair of ends. */
function answers(world: RandomWorld, asked: Traffic) {
	const set = policySet(world);
	return pairsOf(world).map((pair) => onlyPolicy(set, { ...pair, ...asked }));
}

const runs = { numRuns: 100 };

describe('NetworkPolicy, whatever the policies', () => {
	test('the evaluator says what the naive one says', () => {
		fc.assert(
			fc.property(world, traffic, (world, asked) => {
				const naive = pairsOf(world).map((pair) => naively(world, { ...pair, ...asked }));
				const found = answers(world, asked);
				expect(
					found.map(({ egress, ingress }) => ({
						egress: !isDenied(egress),
						ingress: !isDenied(ingress)
					}))
				).toEqual(naive);
				expect(found.map(({ reaches }) => reaches)).toEqual(
					naive.map(({ egress, ingress }) => egress && ingress)
				);
			}),
			{ numRuns: 500 }
		);
	});

	test('adding a rule never removes what was allowed', () => {
		fc.assert(
			fc.property(
				world,
				traffic,
				rule,
				fc.nat(),
				fc.constantFrom('ingress', 'egress'),
				(world, asked, rule, which, direction) => {
					const { policies } = world;
					const added = policies.map((policy, index): NetworkPolicyObject =>
						index === which % policies.length
							? { ...policy, [direction]: [...policy[direction], rule] }
							: policy
					);
					const before = answers(world, asked);
					const after = answers({ ...world, policies: added }, asked);
					expect(before.filter(({ reaches }, index) => reaches && !after[index]?.reaches)).toEqual(
						[]
					);
				}
			),
			runs
		);
	});

	test('adding a policy that selects nothing changes nothing', () => {
		fc.assert(
			fc.property(world, traffic, fc.nat(), (world, asked, place) => {
				const source = { file: 'random.yaml', line: 1, column: 1 };
				const idle: NetworkPolicyObject = {
					namespace: 'x',
					name: 'idle',
					podSelector: { matchLabels: { app: 'nobody' }, matchExpressions: [], source },
					policyTypes: ['ingress', 'egress'],
					ingress: [],
					egress: [],
					source,
					where: {}
				};
				const policies = world.policies.toSpliced(place % (world.policies.length + 1), 0, idle);
				expect(answers({ ...world, policies }, asked)).toEqual(answers(world, asked));
			}),
			runs
		);
	});

	test('the order of policies is irrelevant, also to the evidence', () => {
		fc.assert(
			fc.property(world, traffic, (world, asked) => {
				const reversed = { ...world, policies: world.policies.toReversed() };
				expect(answers(reversed, asked)).toEqual(answers(world, asked));
			}),
			runs
		);
	});

	test('an answer does not depend on what was asked before', () => {
		fc.assert(
			fc.property(world, traffic, traffic, (world, first, second) => {
				const set = policySet(world);
				for (const pair of pairsOf(world)) onlyPolicy(set, { ...pair, ...first });
				expect(pairsOf(world).map((pair) => onlyPolicy(set, { ...pair, ...second }))).toEqual(
					answers(world, second)
				);
			}),
			runs
		);
	});

	test('what stops a flow is a denial, and a denial names who selects', () => {
		fc.assert(
			fc.property(world, traffic, (world, asked) => {
				for (const { reaches, disposition, because, egress, ingress } of answers(world, asked)) {
					const denied = [egress, ingress].filter(isDenied);
					expect(reaches).toBe(denied.length === 0);
					expect(disposition).toBe(reaches ? 'delivered' : 'dropped');
					if (!reaches)
						expect(new Set(because.map(({ code }) => code))).toEqual(
							new Set(['policy-none-allows'])
						);
					for (const one of denied)
						expect(one.kind === 'denied' && one.selectedBy.length).toBe(one.because.length);
				}
			}),
			runs
		);
	});
});
