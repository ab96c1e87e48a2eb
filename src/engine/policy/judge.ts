import type { Because, Reason } from '../types.ts';
import { nodeAt, podAt, type Direction, type End, type Traffic } from './ends.ts';
import { allows, exempt, noneAllows, notSelected, type Asked, type Exemption } from './evidence.ts';
import { peerOf, portOf } from './match.ts';
import type { Policy } from './rules.ts';
import type { PolicySet } from './set.ts';

/** What the policies of one end say of one flow, with the evidence. Policies are named `NAMESPACE/NAME`. */
export type Selection =
	| { readonly kind: 'not-selected'; readonly because: Because }
	| { readonly kind: 'allowed'; readonly because: Because; readonly policies: readonly string[] }
	| { readonly kind: 'denied'; readonly because: Because; readonly selectedBy: readonly string[] }
	| { readonly kind: Exemption; readonly because: Because };

/** Only being denied stops a flow. */
export const permits = (selection: Selection): boolean => selection.kind !== 'denied';

/** Judges the policies of `subject` alone; the other end's are asked separately (fact 9.4). Replies are never asked. */
export function judge(
	set: PolicySet,
	direction: Direction,
	subject: End,
	peer: End,
	traffic: Traffic
): Selection {
	const asked: Asked = { direction, subject, peer, traffic };

	// 1. Some flows are exempt, whatever the policies say.
	const exemption = exemptionOf(subject, peer);
	if (exemption) return { kind: exemption, because: [exempt(exemption, asked)] };

	// 2. A pod that nobody selects for this direction is open (fact 9.1).
	const pod = podAt(subject);
	const policies = pod ? set.selecting(direction, pod) : [];
	const [first] = policies;
	if (!first) return { kind: 'not-selected', because: [notSelected(set, asked)] };

	// 3. Otherwise one rule of one of them is enough: policies add up, and none can deny (fact 9.1).
	const destination = direction === 'ingress' ? subject : peer;
	const allowing = policies.flatMap((policy) =>
		policy.rules[direction].flatMap(
			(rule): readonly { readonly policy: string; readonly reason: Reason }[] => {
				const admitted = peerOf(set, rule, peer);
				const port = admitted && portOf(rule, traffic, destination);
				return port
					? [{ policy: policy.name, reason: allows(policy, rule, admitted, port, asked) }]
					: [];
			}
		)
	);
	const [one, ...more] = allowing;
	if (one) {
		return {
			kind: 'allowed',
			because: [one.reason, ...more.map(({ reason }) => reason)],
			policies: [...new Set(allowing.map(({ policy }) => policy))]
		};
	}

	// 4. None does. The policy that came nearest says so first.
	const [nearest = first, ...others] = byNearness(set, policies, asked);
	return {
		kind: 'denied',
		because: [
			noneAllows(set, nearest, asked),
			...others.map((policy) => noneAllows(set, policy, asked))
		],
		selectedBy: policies.map(({ name }) => name)
	};
}

/** Policies with a rule for this peer, which only its ports keep from allowing, stand first. */
function byNearness(set: PolicySet, policies: readonly Policy[], { direction, peer }: Asked) {
	const near = Map.groupBy(policies, ({ rules }) =>
		rules[direction].some((rule) => peerOf(set, rule, peer))
	);
	return [...(near.get(true) ?? []), ...(near.get(false) ?? [])];
}

/** Policies select pods; between a pod and its own node, and of a pod to itself, nothing is ever stopped (fact 9.32). */
function exemptionOf(subject: End, peer: End): Exemption | null {
	if (subject.kind !== 'pod') return subject.kind;
	if (subject.pod.hostNetwork) return 'host-network';
	if (nodeAt(peer) === subject.pod.node) return 'own-node';
	const other = podAt(peer);
	return other?.namespace === subject.pod.namespace && other.name === subject.pod.name
		? 'self'
		: null;
}
