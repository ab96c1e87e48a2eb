import { describe, expect, test } from 'vitest';
import type { Rule } from '#engine/network.ts';
import { chainOf, chainsFor, linesOf, rulesOf } from './rules.ts';
import { endpoint, endpointOf, pod, port, service } from './worlds.ts';

const balancing = (count: number): readonly Rule[] => {
	const endpoints = Array.from({ length: count }, (_, i) => endpoint(`10.244.0.${i + 4}`));
	const rules = rulesOf({ services: [service('web', [port(endpoints)])] });
	return chainOf(rules, 'nat', chainsFor('web').cluster).rules.filter(({ choice }) => choice);
};

const oddsOf = ({ match }: Rule): number =>
	match.find((one) => one.kind === 'statistic')?.probability ?? 1;

describe('probabilities', () => {
	test.each([1, 2, 3, 7])('%i endpoints: rule i carries 1/(n-i), the last none', (n) => {
		expect(balancing(n).map(oddsOf)).toEqual(Array.from({ length: n }, (_, i) => 1 / (n - i)));
		expect(balancing(n).at(-1)!.match).toEqual([]);
	});

	test('they are printed as the kernel reads them back (A1)', () => {
		const endpoints = ['10.244.0.4', '10.244.0.5', '10.244.0.6'].map((ip) => endpoint(ip));
		const rules = rulesOf({ services: [service('web', [port(endpoints)])] });
		const lines = linesOf(rules, 'nat', chainsFor('web').cluster);
		expect(lines[1]).toContain('--probability 0.33333333349 ');
		expect(lines[2]).toContain('--probability 0.50000000000 ');
	});
});

describe('choices', () => {
	test('every balancing rule answers, the only one too', () => {
		expect(balancing(1).map(({ choice }) => choice)).toEqual([
			{ point: 'endpoint/shop/web:80', value: '10.244.0.4:8080' }
		]);
		expect(balancing(3)).toHaveLength(3);
	});

	test('an endpoint is named by its pod where it has one', () => {
		const rules = rulesOf({
			services: [service('web', [port([endpointOf(pod('a', 'n1', '10.244.0.4'))])])]
		});
		const [rule] = chainOf(rules, 'nat', chainsFor('web').cluster).rules.filter(
			({ choice }) => choice
		);
		expect(rule!.choice!.value).toBe('pod/shop/a');
		expect(rule!.because!.code).toBe('service-only-endpoint');
	});
});

test('endpoints stand in the order of their text, each once', () => {
	const given = ['10.244.0.9', '10.244.0.10', '10.244.0.9', '10.244.0.100'].map((ip) =>
		endpoint(ip)
	);
	const rules = rulesOf({ services: [service('web', [port(given)])] });
	const chain = chainOf(rules, 'nat', chainsFor('web').cluster);
	expect(chain.rules.flatMap(({ choice }) => choice?.value ?? [])).toEqual([
		'10.244.0.100:8080',
		'10.244.0.10:8080',
		'10.244.0.9:8080'
	]);
});
