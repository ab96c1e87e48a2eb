/** Why: one reason for each thing that a policy, or the absence of one, says of a flow. */
import type { ReasonCode } from '../reasons.ts';
import type { Certainty, Reason } from '../types.ts';
import { nodeAt, podAt, type Direction, type End, type Traffic } from './ends.ts';
import { peerOf } from './match.ts';
import type { Peer, Policy, Port, Rule } from './rules.ts';
import type { PolicySet } from './set.ts';
import { endWords, peerWords, portWords, ruleWords, towards, trafficWords } from './words.ts';

/** Why no policy is asked: see `exemptionOf`. */
export type Exemption = 'own-node' | 'self' | 'host-network' | 'node' | 'outside';

/** The question as it stands at one end. */
export interface Asked {
	readonly direction: Direction;
	readonly subject: End;
	readonly peer: End;
	readonly traffic: Traffic;
}

/** Kubernetes speaks of TCP, UDP and SCTP; what becomes of ICMP it leaves to the engine. */
const certaintyOf = ({ protocol }: Traffic): Certainty =>
	protocol === 'icmp' ? 'inference' : 'documented';

export const allows = (
	policy: Policy,
	rule: Rule,
	peer: Peer,
	port: Port,
	asked: Asked
): Reason => ({
	code: 'policy-allows',
	says: `NetworkPolicy ${policy.name}, ${ruleWords(asked.direction, rule)}, allows ${portWords(port)} ${towards(asked.direction)} ${peerWords(peer)}.`,
	fact: peer.kind === 'block' && asked.peer.kind !== 'outside' ? '9.22' : '9.1',
	certainty: certaintyOf(asked.traffic),
	source: port.kind === 'any' ? rule.source : port.source
});

/** Says how near the policy came: a rule that admits the other end is one port away from allowing. */
export function noneAllows(
	set: PolicySet,
	policy: Policy,
	{ direction, subject, peer, traffic }: Asked
): Reason {
	const selects = `NetworkPolicy ${policy.name} selects ${endWords(subject)} for ${direction}`;
	const rules = policy.rules[direction];
	const near = rules.find((rule) => peerOf(set, rule, peer));
	const [port] = near?.ports ?? [];
	const why = !rules.length
		? `has no ${direction} rule, so it allows nothing`
		: !near
			? `none of its ${direction} rules allows ${endWords(peer)}`
			: `${ruleWords(direction, near)} allows ${endWords(peer)}, but not ${trafficWords(traffic)}: only ${near.ports.map(portWords).join(', ')}`;
	return {
		code: 'policy-none-allows',
		says: `${selects}, and ${why}.`,
		fact: '9.1',
		certainty: certaintyOf(traffic),
		source: port && port.kind !== 'any' ? port.source : policy.source
	};
}

export function notSelected(set: PolicySet, { direction, subject }: Asked): Reason {
	const pod = podAt(subject);
	const [other] = pod ? set.selecting(direction === 'ingress' ? 'egress' : 'ingress', pod) : [];
	const although = other ? ` (${other.name} selects it, but not for ${direction})` : '';
	return {
		code: 'policy-not-selected',
		says: `No NetworkPolicy selects ${endWords(subject)} for ${direction}${although}, so all ${direction} is allowed.`,
		fact: '9.1',
		certainty: 'documented'
	};
}

const exemptions = {
	'own-node': {
		code: 'policy-own-node',
		fact: '9.32',
		certainty: 'documented',
		says: ({ subject, peer }) =>
			`${endWords(subject)} runs on node ${nodeAt(peer) ?? ''}${peer.kind === 'pod' ? `, whose address ${endWords(peer)} has` : ''}: traffic between a pod and its own node is always allowed.`
	},
	self: {
		code: 'policy-self',
		fact: '9.32',
		certainty: 'documented',
		says: ({ subject }) => `${endWords(subject)} may always reach itself.`
	},
	'host-network': {
		code: 'policy-host-network',
		fact: '9.25',
		certainty: 'inference',
		says: ({ subject }) => `${endWords(subject)} is in its node's network, so no policy selects it.`
	},
	node: {
		code: 'policy-node',
		fact: '9.4',
		certainty: 'documented',
		says: ({ subject, direction }) =>
			`Policies select pods, and ${endWords(subject)} is none: nothing asks about its ${direction}.`
	},
	outside: {
		code: 'policy-outside',
		fact: '9.4',
		certainty: 'documented',
		says: ({ subject, direction }) =>
			`${endWords(subject)} is outside the cluster: no policy asks about its ${direction}.`
	}
} as const satisfies Record<
	Exemption,
	Omit<Reason, 'says' | 'code'> & {
		readonly code: ReasonCode;
		readonly says: (asked: Asked) => string;
	}
>;

export function exempt(exemption: Exemption, asked: Asked): Reason {
	const { says, ...reason } = exemptions[exemption];
	return { ...reason, says: says(asked) };
}
