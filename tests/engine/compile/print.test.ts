import { describe, expect, test } from 'vitest';
import { iptablesSave, ruleText, targetText } from '#engine/iptables/print.ts';
import type { Match, Rule, Target } from '#engine/network.ts';
import { rulesOf } from './rules.ts';

const printed = (rule: Partial<Rule>): string =>
	ruleText({ name: 'X' }, { match: [], target: { kind: 'accept' }, ...rule });

describe('matches', () => {
	test.each<[string, readonly Match[]]>([
		['-s 10.0.0.1/32', [{ kind: 'source', cidr: '10.0.0.1' }]],
		['! -d 10.0.0.0/8', [{ kind: 'destination', cidr: '10.1.2.3/8', not: true }]],
		[
			'-i eth0 ! -o azv+',
			[
				{ kind: 'out', link: 'azv+', not: true },
				{ kind: 'in', link: 'eth0' }
			]
		],
		['-p tcp -m tcp', [{ kind: 'protocol', protocol: 'tcp' }]],
		['-p icmp', [{ kind: 'protocol', protocol: 'icmp' }]],
		[
			'-p udp -m udp --sport 53 ! --dport 1000:2000',
			[
				{ kind: 'protocol', protocol: 'udp' },
				{ kind: 'source-port', from: 53, to: 53 },
				{ kind: 'destination-port', from: 1000, to: 2000, not: true }
			]
		],
		[
			'-m addrtype ! --src-type LOCAL',
			[{ kind: 'addrtype', end: 'source', type: 'LOCAL', not: true }]
		],
		[
			'-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT',
			[{ kind: 'ctstate', states: ['DNAT', 'ESTABLISHED', 'RELATED'], not: true }]
		],
		['-m mark ! --mark 0x4000/0x4000', [{ kind: 'mark', value: 0x4000, mask: 0x4000, not: true }]],
		[
			'-m statistic --mode random --probability 0.14285714272',
			[{ kind: 'statistic', probability: 1 / 7 }]
		],
		[
			'-m recent --rcheck --seconds 60 --reap --name L --mask 255.255.255.255 --rsource',
			[{ kind: 'recent-check', name: 'L', seconds: 60 }]
		],
		[
			'-m recent --set --name L --mask 255.255.255.255 --rsource',
			[{ kind: 'recent-set', name: 'L' }]
		]
	])('%s', (text, match) => {
		expect(printed({ match })).toBe(`-A X ${text} -j ACCEPT`);
	});
});

describe('targets', () => {
	test.each<[string, Target]>([
		['ACCEPT', { kind: 'accept' }],
		['RETURN', { kind: 'return' }],
		[
			'REJECT --reject-with icmp-port-unreachable',
			{ kind: 'reject', with: 'icmp-port-unreachable' }
		],
		['OTHER', { kind: 'jump', chain: 'OTHER' }],
		['MARK --set-xmark 0x4000/0x4000', { kind: 'mark', how: 'or', value: 0x4000, mask: 0x4000 }],
		['MARK --set-xmark 0x4000/0x0', { kind: 'mark', how: 'xor', value: 0x4000, mask: 0 }],
		['MARK --set-xmark 0x200/0xf00', { kind: 'mark', how: 'set', value: 0x200, mask: 0xf00 }],
		['DNAT --to-destination 10.0.0.1:80', { kind: 'dnat', address: '10.0.0.1', port: 80 }],
		['MASQUERADE', { kind: 'masquerade', randomFully: false }],
		['MASQUERADE --random-fully', { kind: 'masquerade', randomFully: true }]
	])('%s', (text, target) => {
		expect(targetText({ target })).toBe(text);
		expect(printed({ target })).toBe(`-A X -j ${text}`);
	});

	test('a rule that only counts has none', () => {
		expect(printed({ target: { kind: 'none' }, comment: 'x' })).toBe('-A X -m comment --comment x');
	});
});

test('addresses and protocol stand before the comment, the rest behind', () => {
	const match: readonly Match[] = [
		{ kind: 'addrtype', end: 'destination', type: 'LOCAL' },
		{ kind: 'protocol', protocol: 'tcp' },
		{ kind: 'destination-port', from: 80, to: 80 },
		{ kind: 'destination', cidr: '10.0.0.1' },
		{ kind: 'source', cidr: '10.0.0.0/8' }
	];
	expect(printed({ match, comment: 'a b' })).toBe(
		'-A X -s 10.0.0.0/8 -d 10.0.0.1/32 -p tcp -m comment --comment "a b" -m addrtype --dst-type LOCAL -m tcp --dport 80 -j ACCEPT'
	);
});

test.each([
	['plain-word_1', 'plain-word_1'],
	['ns/svc:p', '"ns/svc:p"'],
	['say "hi" \\ it\'s', '"say \\"hi\\" \\\\ it\\\'s"']
])('comment %s', (comment, text) => {
	expect(printed({ comment })).toBe(`-A X -m comment --comment ${text} -j ACCEPT`);
});

test('the whole text is four tables, base chains first with their policy', () => {
	const text = iptablesSave(rulesOf({}));
	expect(text.match(/^\*.*$/gm)).toEqual(['*raw', '*mangle', '*nat', '*filter']);
	expect(text.match(/^COMMIT$/gm)).toHaveLength(4);
	expect(text).toContain(
		'*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:KUBE-EXTERNAL-SERVICES - [0:0]\n'
	);
	expect(text.endsWith('COMMIT\n')).toBe(true);
});
