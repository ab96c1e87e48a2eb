import { describe, expect, test } from 'vitest';
import { runHook, type Asked } from '#engine/iptables/run.ts';
import type { Chain, Match, Rule, Table, Target } from '#engine/network.ts';
import type { Option } from '#engine/types.ts';

const rule = (target: Target, ...match: Match[]): Rule => ({ match, target });
const accept: Target = { kind: 'accept' };
const drop: Target = { kind: 'drop' };
const jump = (chain: string): Target => ({ kind: 'jump', chain });
const mark = (how: 'or' | 'xor' | 'set', value: number): Target => ({
	kind: 'mark',
	how,
	value,
	mask: value
});

function table(chains: Record<string, readonly Rule[]>, policy: Chain['policy'] = 'ACCEPT'): Table {
	return new Map(
		Object.entries(chains).map(([name, rules]) => [
			name,
			{ name, policy: name === 'FORWARD' ? policy : null, rules }
		])
	);
}

const asked: Asked = {
	tuple: { protocol: 'tcp', src: '10.0.0.1', srcPort: 1000, dst: '10.0.0.2', dstPort: 80 },
	mark: 0,
	in: 'azv1',
	out: 'eth0',
	ctstates: ['NEW'],
	isLocal: (address) => address === '10.0.0.1',
	wasSeen: () => false,
	inSet: () => false,
	choose: (_, options) => options[0]!.value
};

const path = (chains: Record<string, readonly Rule[]>, more: Partial<Asked> = {}) =>
	runHook(table(chains), 'FORWARD', { ...asked, ...more }).matched.map(
		({ chain, number }) => `${chain}:${number}`
	);

describe('the walk through chains', () => {
	test.each<[string, Record<string, readonly Rule[]>, readonly string[]]>([
		[
			'the first rule that fits ends the hook',
			{ FORWARD: [rule(accept), rule(drop)] },
			['FORWARD:1']
		],
		['without a rule the policy answers as number 0', { FORWARD: [] }, ['FORWARD:0']],
		[
			'a chain that decides nothing returns to its caller',
			{ FORWARD: [rule(jump('A')), rule(drop)], A: [rule({ kind: 'none' })] },
			['FORWARD:1', 'A:1', 'FORWARD:2']
		],
		[
			'RETURN leaves a chain early',
			{ FORWARD: [rule(jump('A')), rule(accept)], A: [rule({ kind: 'return' }), rule(drop)] },
			['FORWARD:1', 'A:1', 'FORWARD:2']
		],
		[
			'RETURN in the base chain is the policy',
			{ FORWARD: [rule({ kind: 'return' }), rule(drop)] },
			['FORWARD:1', 'FORWARD:0']
		],
		[
			'a mark does not end the chain',
			{ FORWARD: [rule(mark('or', 0x4000)), rule(drop)] },
			['FORWARD:1', 'FORWARD:2']
		]
	])('%s', (_, chains, expected) => expect(path(chains)).toEqual(expected));

	test('counts what was asked in vain', () => {
		const never: Match = { kind: 'destination', cidr: '192.0.2.1/32' };
		expect(
			runHook(
				table({ FORWARD: [rule(drop, never), rule(drop, never), rule(accept)] }),
				'FORWARD',
				asked
			).tried
		).toBe(2);
	});

	test('a drop policy drops', () =>
		expect(runHook(table({ FORWARD: [] }, 'DROP'), 'FORWARD', asked).verdict).toBe('drop'));
	test('chains that jump in a ring are a bug, not a hang', () => {
		expect(() =>
			runHook(table({ FORWARD: [rule(jump('A'))], A: [rule(jump('A'))] }), 'FORWARD', asked)
		).toThrow('nested too deep');
	});
});

describe('matches', () => {
	test.each<[string, Match, boolean]>([
		['source prefix', { kind: 'source', cidr: '10.0.0.0/24' }, true],
		['source address', { kind: 'source', cidr: '10.0.0.1/32' }, true],
		['one address is no prefix of another', { kind: 'source', cidr: '10.0.0.11/32' }, false],
		['not source', { kind: 'source', cidr: '10.0.0.0/24', not: true }, false],
		['destination port range', { kind: 'destination-port', from: 79, to: 81 }, true],
		['protocol', { kind: 'protocol', protocol: 'udp' }, false],
		['in by a pattern', { kind: 'in', link: 'azv+' }, true],
		['out by name', { kind: 'out', link: 'eth1' }, false],
		['source is local', { kind: 'addrtype', end: 'source', type: 'LOCAL' }, true],
		[
			'destination is not local',
			{ kind: 'addrtype', end: 'destination', type: 'LOCAL', not: true },
			true
		],
		['connection state', { kind: 'ctstate', states: ['ESTABLISHED', 'NEW'] }, true],
		['mark', { kind: 'mark', value: 0x4000, mask: 0x4000 }, false],
		['no mark', { kind: 'mark', value: 0x4000, mask: 0x4000, not: true }, true]
	])('%s', (_, match, fits) =>
		expect(path({ FORWARD: [rule(accept, match)] })).toEqual([fits ? 'FORWARD:1' : 'FORWARD:0'])
	);

	test('a mark that was set is seen by the next rule, and xor takes it off', () => {
		const isMarked: Match = { kind: 'mark', value: 0x4000, mask: 0x4000 };
		const outcome = runHook(
			table({
				FORWARD: [
					rule(mark('or', 0x4000)),
					rule(mark('xor', 0x4000), isMarked),
					rule(drop, isMarked)
				]
			}),
			'FORWARD',
			asked
		);
		expect(outcome).toMatchObject({ verdict: 'accept', mark: 0 });
	});
});

describe('a balancing run is one choice', () => {
	const balanced = (...odds: (number | null)[]): readonly Rule[] =>
		odds.map((probability, i) => ({
			match: probability === null ? [] : [{ kind: 'statistic', probability }],
			target: { kind: 'dnat', address: `10.1.0.${i + 1}`, port: 8080 },
			choice: { point: 'endpoint/shop/web:80', value: `pod/shop/web-${i}` }
		}));

	test('with the odds that the rules give, one after the other', () => {
		let seen: readonly Option[] = [];
		const choose: Asked['choose'] = (_, options) => {
			seen = options;
			return options[2]!.value;
		};
		const outcome = runHook(table({ FORWARD: balanced(1 / 3, 1 / 2, null) }), 'FORWARD', {
			...asked,
			choose
		});
		expect(seen.map(({ probability }) => probability)).toEqual([0.333333, 0.333333, 0.333333]);
		expect(outcome).toMatchObject({
			dnat: { address: '10.1.0.3', port: 8080 },
			tried: 2,
			matched: [{ number: 3 }]
		});
	});

	test('an answer that is no option is a bug', () => {
		expect(() =>
			runHook(table({ FORWARD: balanced(null) }), 'FORWARD', {
				...asked,
				choose: () => 'pod/other'
			})
		).toThrow('no option pod/other');
	});
});
