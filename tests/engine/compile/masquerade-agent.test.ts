import { describe, expect, test } from 'vitest';
import type { ModelId, Settings } from '#engine/world.ts';
import { chainOf, linesOf, rulesOf } from './rules.ts';
import { cluster, line, network, settings } from './worlds.ts';

const rulesWith = (model: ModelId, more: Partial<Settings> = {}) =>
	rulesOf(
		{
			cluster: cluster(model, {
				settings: { ...settings, ...more },
				virtualNetworks: [{ ...network, prefixes: ['10.224.0.0/12', '192.168.0.0/24'] }],
				where: { 'packetwalk.ipMasq.nonMasqueradeCIDRs': line(9, 'cluster.yaml') }
			})
		},
		'n1',
		model
	);

const exempted = (model: ModelId, more: Partial<Settings> = {}) =>
	chainOf(rulesWith(model, more), 'nat', 'IP-MASQ-AGENT').rules.flatMap(({ match, because }) =>
		match.flatMap((one) =>
			one.kind === 'destination' ? [[one.cidr, because!.fact, because!.certainty]] : []
		)
	);

describe('whom the agent leaves alone', () => {
	test.each([
		['kubenet', [['10.244.0.0/16', '5.10', 'inference']]],
		['overlay', [['10.244.0.0/16', '5.6', 'documented']]],
		[
			'node-subnet',
			[
				['10.224.0.0/12', '5.7', 'documented'],
				['192.168.0.0/24', '5.7', 'documented']
			]
		]
	] as const)('%s', (model, expected) => {
		expect(exempted(model)).toEqual(expected);
	});

	test("a given list replaces the model's, and is the reason", () => {
		const rules = rulesWith('overlay', { nonMasqueradeCIDRs: ['10.0.0.7/8'] });
		expect(linesOf(rules, 'nat', 'IP-MASQ-AGENT')[0]).toMatch(/^-d 10\.0\.0\.0\/8 /);
		expect(chainOf(rules, 'nat', 'IP-MASQ-AGENT').rules[0]!.because).toMatchObject({
			code: 'masquerade-exempt',
			source: line(9, 'cluster.yaml')
		});
	});

	test('link-local is masqueraded unless it is said otherwise (5.4)', () => {
		expect(exempted('overlay', { masqLinkLocal: false })[0]).toEqual([
			'169.254.0.0/16',
			'5.3',
			'documented'
		]);
	});
});

test("the chain is the agent's own, in its words", () => {
	const rules = rulesWith('overlay');
	expect(linesOf(rules, 'nat', 'POSTROUTING').at(-1)).toBe(
		'-m comment --comment "ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ-AGENT chain" -m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT'
	);
	expect(linesOf(rules, 'nat', 'IP-MASQ-AGENT')).toEqual([
		'-d 10.244.0.0/16 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN',
		'-m comment --comment "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE'
	]);
	expect(chainOf(rules, 'nat', 'IP-MASQ-AGENT').rules.at(-1)!.because!.code).toBe(
		'masquerade-egress'
	);
});
