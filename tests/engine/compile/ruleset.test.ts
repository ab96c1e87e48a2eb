import { describe, expect, test } from 'vitest';
import { chainOf, codesOf, linesOf, rulesOf, targetsOf } from './rules.ts';
import { cluster, settings } from './worlds.ts';

const rules = rulesOf({});

describe('base chains jump in the order of the kernel (A1)', () => {
	test.each([
		[
			'filter',
			'INPUT',
			['KUBE-FIREWALL', 'KUBE-PROXY-FIREWALL', 'KUBE-NODEPORTS', 'KUBE-EXTERNAL-SERVICES']
		],
		[
			'filter',
			'FORWARD',
			[
				'DROP',
				'DROP',
				'KUBE-PROXY-FIREWALL',
				'KUBE-FORWARD',
				'KUBE-SERVICES',
				'KUBE-EXTERNAL-SERVICES'
			]
		],
		['filter', 'OUTPUT', ['KUBE-FIREWALL', 'KUBE-PROXY-FIREWALL', 'KUBE-SERVICES']],
		['nat', 'PREROUTING', ['KUBE-SERVICES']],
		['nat', 'INPUT', []],
		['nat', 'OUTPUT', ['KUBE-SERVICES']],
		['nat', 'POSTROUTING', ['KUBE-POSTROUTING', 'IP-MASQ-AGENT']],
		['mangle', 'FORWARD', []],
		['raw', 'PREROUTING', []]
	] as const)('%s %s', (table, chain, expected) => {
		expect(targetsOf(rules, table, chain)).toEqual(expected);
		expect(chainOf(rules, table, chain).policy).toBe('ACCEPT');
	});

	test('only the first packet of a flow is shown to the firewall and to the portals', () => {
		const conditional = linesOf(rules, 'filter', 'INPUT').map((line) =>
			line.includes('--ctstate NEW')
		);
		expect(conditional).toEqual([false, true, false, true]);
		const forwarded = linesOf(rules, 'filter', 'FORWARD').slice(2);
		expect(forwarded.map((line) => line.includes('--ctstate NEW'))).toEqual([
			true,
			false,
			true,
			true
		]);
	});
});

test('pods are kept from the wire server, the later inserted port first (A1)', () => {
	expect(linesOf(rules, 'filter', 'FORWARD').slice(0, 2)).toEqual([
		'-d 168.63.129.16/32 -p tcp -m tcp --dport 32526 -j DROP',
		'-d 168.63.129.16/32 -p tcp -m tcp --dport 80 -j DROP'
	]);
	expect(codesOf(rules, 'filter', 'FORWARD').slice(0, 2)).toEqual([
		'wireserver-blocked',
		'wireserver-blocked'
	]);
});

test('the canaries are there and empty', () => {
	for (const table of ['mangle', 'nat', 'filter'] as const)
		for (const name of ['KUBE-PROXY-CANARY', 'KUBE-KUBELET-CANARY'])
			expect(chainOf(rules, table, name).rules).toEqual([]);
	expect(chainOf(rules, 'mangle', 'KUBE-IPTABLES-HINT').rules).toEqual([]);
});

test('the mark comes off before the masquerade', () => {
	expect(targetsOf(rules, 'nat', 'KUBE-POSTROUTING')).toEqual([
		'RETURN',
		'MARK --set-xmark 0x4000/0x0',
		'MASQUERADE --random-fully'
	]);
	expect(codesOf(rules, 'nat', 'KUBE-POSTROUTING')).toEqual([
		'masquerade-mark-absent',
		null,
		'masquerade-service'
	]);
	expect(targetsOf(rules, 'nat', 'KUBE-MARK-MASQ')).toEqual(['MARK --set-xmark 0x4000/0x4000']);
});

test('forwarding: invalid, marked, known', () => {
	expect(codesOf(rules, 'filter', 'KUBE-FORWARD')).toEqual([
		'forward-invalid',
		'forward-marked',
		'forward-established'
	]);
});

test('localhost node ports are closed to others, or not offered at all', () => {
	expect(codesOf(rules, 'filter', 'KUBE-FIREWALL')).toEqual(['localnet-blocked']);
	expect(linesOf(rules, 'nat', 'KUBE-SERVICES').at(-1)).toMatch(
		/-m addrtype --dst-type LOCAL -j KUBE-NODEPORTS$/
	);

	const without = rulesOf({
		cluster: cluster('overlay', { settings: { ...settings, localhostNodePorts: false } })
	});
	expect(linesOf(without, 'filter', 'KUBE-FIREWALL')).toEqual([]);
	expect(linesOf(without, 'nat', 'KUBE-SERVICES').at(-1)).toMatch(/^! -d 127\.0\.0\.0\/8 /);
});

test('a Cilium node has the masquerade agent, and no kube-proxy (1.56, 5.11)', () => {
	const cilium = rulesOf({ cluster: cluster('overlay', { dataplane: 'cilium' }) });
	expect(targetsOf(cilium, 'nat', 'POSTROUTING')).toEqual(['IP-MASQ-AGENT']);
	expect([...cilium.nat.keys()].filter((name) => name.startsWith('KUBE-'))).toEqual([]);
});

test('every jump leads to a chain, and every chain can be reached', () => {
	for (const table of Object.values(rules)) {
		const aims = [...table.values()]
			.flatMap((chain) => chain.rules)
			.flatMap(({ target }) => (target.kind === 'jump' ? [target.chain] : []));
		for (const aim of aims) expect(table.has(aim)).toBe(true);
		const unreached = [...table.values()].filter(
			({ name, policy }) => policy === null && !aims.includes(name)
		);
		expect(
			unreached.every(({ rules }) => rules.length === 0 || rules[0]!.target.kind === 'mark')
		).toBe(true);
	}
});
