import { describe, expect, test } from 'vitest';
import type { Rule } from '#engine/network.ts';
import { filter, nat, services } from './dump.ts';
import { at, port80, rulesFor, svc } from './proxy.ts';
import { short } from './short.ts';

const rules = rulesFor(services);

describe.each([
	['filter', filter],
	['nat', nat]
] as const)('%s table', (table, chains) => {
	test.each(Object.entries(chains))('%s', (name, expected) => {
		expect(rules[table].get(name)?.rules.map(short)).toEqual(expected);
	});

	test('holds no other chain of kube-proxy', () => {
		const ours = [...rules[table].keys()].filter(
			(name) => /^KUBE-/.test(name) && !/CANARY/.test(name)
		);
		expect(ours.sort()).toEqual(Object.keys(chains).sort());
	});
});

test('MASQUERADE is --random-fully when it is asked for', () => {
	const last = rulesFor([], { randomFully: true }).nat.get('KUBE-POSTROUTING')!.rules.at(-1)!;
	expect(last.target).toEqual({ kind: 'masquerade', randomFully: true });
});

test('KUBE-FIREWALL is empty without localhost node ports', () => {
	const { filter } = rulesFor([], { localhostNodePorts: false });
	expect(filter.get('KUBE-FIREWALL')!.rules).toEqual([]);
});

describe('more than a thousand endpoints', () => {
	const many = (second: number) =>
		Array.from({ length: 499 }, (_, i) => at(`10.${second}.${i % 256}.${Math.floor(i / 256)}`));
	const two = [svc(1, [port80(many(0))]), svc(2, [port80(many(1), { name: 'p8080', port: 8080 })])];
	const third = svc(3, [
		port80(
			['203.0.113.4', '203.0.113.8', '203.0.113.12'].map((ip) => at(ip, null, { port: 8081 })),
			{ name: 'p8081', port: 8081 }
		)
	]);
	const translations = (of: typeof two): readonly Rule[] =>
		[...rulesFor(of).nat.values()]
			.flatMap((chain) => chain.rules)
			.filter((rule) => rule.target.kind === 'dnat');

	test('up to there every endpoint has its comment', () => {
		const all = translations(two);
		expect(all).toHaveLength(998);
		expect(all.every(({ comment }) => comment !== undefined)).toBe(true);
	});

	test('beyond, none has', () => {
		const all = translations([...two, third]);
		expect(all).toHaveLength(1001);
		expect(all.some(({ comment }) => comment !== undefined)).toBe(false);
	});

	test('chains keep their names', () => {
		const { nat } = rulesFor([...two, third]);
		expect(nat.has('KUBE-SEP-DKGQUZGBKLTPAR56')).toBe(true);
		expect(nat.has('KUBE-SEP-RUVVH7YV3PHQBDOS')).toBe(true);
	});
});
