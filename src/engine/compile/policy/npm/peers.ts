/** Whom a rule of a policy names, as NPM's sets: each list of sets is an iptables rule of its own. */
import type { Direction } from '../../../policy/index.ts';
import type { Peer, Policy, Rule } from '../../../policy/rules.ts';
import { peerEnd } from '../said.ts';
import { namespaces, pods, podsIn, within, type Named } from './selector.ts';
import type { SetBook } from './sets.ts';

/** One direction of one policy, and the sets that its rules may name. */
export interface Part {
	readonly book: SetBook;
	readonly policy: Policy;
	readonly direction: Direction;
}

export interface Alternative {
	readonly rule: Rule;
	readonly peer: Peer;
	/** The sets that the other end must all be in. */
	readonly list: readonly Named[];
}

/** Peers are alternatives, and a peer may be written as several (9.41). */
export const alternatives = (part: Part, rules: readonly Rule[]): readonly Alternative[] =>
	rules.flatMap((rule) =>
		rule.peers.flatMap((peer, place) =>
			setsOf(part, rule, peer, place).map((list) => ({ rule, peer, list }))
		)
	);

function setsOf(
	{ book, policy, direction }: Part,
	rule: Rule,
	peer: Peer,
	place: number
): readonly (readonly Named[])[] {
	const end = peerEnd[direction];
	switch (peer.kind) {
		case 'everyone':
			return [[]];
		case 'block': {
			const [namespace, name] = policy.name.split('/');
			const set = `${name}-in-ns-${namespace}-${rule.number - 1}-${place}${direction === 'ingress' ? 'IN' : 'OUT'}`;
			return [[within(book.block(set, peer.cidr, peer.except), end)]];
		}
		case 'neighbours':
			return [podsIn(book, peer.namespace, peer.pods, end)];
		case 'pods':
			return namespaces(book, peer.namespaces, end).map((list) => [
				...list,
				...pods(book, peer.pods, end)
			]);
	}
}
