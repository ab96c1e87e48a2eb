/** The sentences that policy engines write beside their rules. Whom a rule meets is not known yet, so the selector is named. */
import type { Direction } from '../../policy/index.ts';
import { peerWords, portWords, ruleWords, towards } from '../../policy/words.ts';
import type { Peer, Policy, Port, Rule } from '../../policy/rules.ts';
import type { Reason } from '../../types.ts';
import { documented } from '../documented.ts';

export const allowed = (
	policy: Policy,
	direction: Direction,
	rule: Rule,
	peer: Peer,
	port: Port
): Reason =>
	documented(
		'policy-allows',
		peer.kind === 'block' ? '9.22' : '9.1',
		`NetworkPolicy ${policy.name}, ${ruleWords(direction, rule)}, allows ${portWords(port)} ${towards(direction)} ${peerWords(peer)}.`,
		port.kind === 'any' ? rule.source : port.source
	);

/** `subject` is the selected pod, or the end at which it is. */
const selects = (policy: Policy, direction: Direction, subject: string): string =>
	`NetworkPolicy ${policy.name} selects ${subject} for ${direction}`;

export const noneAllowed = (policy: Policy, direction: Direction, subject: string): Reason =>
	documented(
		'policy-none-allows',
		'9.1',
		`${selects(policy, direction, subject)}, and ${
			policy.rules[direction].length
				? `none of its ${direction} rules allows this packet`
				: `has no ${direction} rule, so it allows nothing`
		}.`,
		policy.source
	);

/** A rule that admits the other end, and not this port. */
export function onlyPorts(
	policy: Policy,
	direction: Direction,
	subject: string,
	rule: Rule,
	peer: Peer
): Reason {
	const [first] = rule.ports;
	return documented(
		'policy-none-allows',
		'9.1',
		`${selects(policy, direction, subject)}, and ${ruleWords(direction, rule)} allows ${peerWords(peer)}, but only ${rule.ports.map(portWords).join(', ')}.`,
		first && first.kind !== 'any' ? first.source : rule.source
	);
}

/** Rules with a list of ports: what they admit otherwise is worth a sentence. */
export const withPorts = (policy: Policy, direction: Direction): readonly Rule[] =>
	policy.rules[direction].filter(({ ports }) => !ports.some(({ kind }) => kind === 'any'));

/** The end of the packet that a policy selects, and the other one. */
export const endOf = { ingress: 'dst', egress: 'src' } as const satisfies Record<Direction, string>;
export const peerEnd = { ingress: 'src', egress: 'dst' } as const satisfies Record<
	Direction,
	string
>;
export const subjectOf: Readonly<Record<Direction, string>> = {
	ingress: 'the destination',
	egress: 'the source'
};
