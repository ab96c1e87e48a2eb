/** The chain of one policy and direction: what it allows, and at its foot a mark, since another policy may still allow it. */
import { leavesBy, portIs, protocolIs, setMark, jump } from '../../rule.ts';
import type { Chain, Match, Rule, Target } from '../../../network.ts';
import type { Direction } from '../../../policy/index.ts';
import type { Peer, Policy, Port, Rule as PolicyRule } from '../../../policy/rules.ts';
import type { Reason } from '../../../types.ts';
import { chain } from '../../rule.ts';
import { allowed, endOf, noneAllowed, onlyPorts, peerEnd, subjectOf, withPorts } from '../said.ts';
import { acceptChain, allowMarkChain, dropMark } from './marks.ts';
import { policyChain } from './names.ts';
import { isSplit, namespaces, onlyExcludes, pods, podsIn, within, type Named } from './selector.ts';
import type { SetBook } from './sets.ts';

/** The jump to a policy's chain stands for the pods that the policy selects. */
export function toPolicy(book: SetBook, policy: Policy, direction: Direction): Rule {
	const selected = podsIn(book, policy.namespace, policy.selector, endOf[direction]);
	const words = selected.slice(0, -1).map((one) => one.words);
	return {
		match: selected.map(({ match }) => match),
		target: jump(policyChain(direction, policy.name)),
		comment: `${direction.toUpperCase()}-POLICY-${policy.name}-${direction === 'ingress' ? 'TO' : 'FROM'}-${words.join('-AND-') || 'all'}-IN-ns-${policy.namespace}`
	};
}

/** Where an allowed packet goes: egress is the last question, ingress is followed by it. */
const admit: Readonly<Record<Direction, Target>> = {
	ingress: jump(allowMarkChain),
	egress: jump(acceptChain)
};

export function policyRules(book: SetBook, policy: Policy, direction: Direction): Chain {
	const rules = policy.rules[direction].flatMap((rule) =>
		rule.peers.flatMap((peer, place) =>
			alternatives(book, policy, direction, rule, peer, place).flatMap((list) =>
				rule.ports.map((port) => admitRule(book, policy, direction, { rule, peer, list, port }))
			)
		)
	);
	const name = policyChain(direction, policy.name);
	return chain(
		name,
		isOpen(policy, direction) ? rules : [...rules, closing(book, policy, direction)]
	);
}

/** One rule for everybody and everything: NPM leaves the mark at the foot away. */
const isOpen = (policy: Policy, direction: Direction): boolean => {
	const [only, ...more] = policy.rules[direction];
	return (
		!more.length &&
		only?.peers[0]?.kind === 'everyone' &&
		only.ports.some(({ kind }) => kind === 'any')
	);
};

/** The sets that the other end must be in; each list is a rule of its own. */
function alternatives(
	book: SetBook,
	policy: Policy,
	direction: Direction,
	rule: PolicyRule,
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

interface Admitted {
	readonly rule: PolicyRule;
	readonly peer: Peer;
	readonly list: readonly Named[];
	readonly port: Port;
}

function admitRule(
	book: SetBook,
	policy: Policy,
	direction: Direction,
	{ rule, peer, list, port }: Admitted
): Rule {
	const named = port.kind === 'name' ? within(book.namedPort(port.name), 'dst', 'dst') : null;
	const because = allowed(policy, direction, rule, peer, port);
	const end = peerEnd[direction];
	const outside = onlyExcludes(list)
		? [{ match: [strangers(book, end)], because: fitsNoSet(because) }]
		: [];
	return {
		match: [
			...(port.kind === 'any' ? [] : [protocolIs(port.protocol)]),
			...(port.kind === 'range' ? [portIs(port.first, port.last)] : []),
			...list.map(({ match }) => match),
			...(named ? [named.match] : [])
		],
		target: admit[direction],
		comment: admitWords(direction, list, port),
		because: peer.kind === 'pods' && isSplit(peer.namespaces) ? splitApart(because) : because,
		...(outside.length && { nuances: outside })
	};
}

/** Addresses that no namespace holds: nodes, and everything outside the cluster. */
const strangers = (book: SetBook, end: 'src' | 'dst'): Match => ({
	...(within(book.namespaceLabel(null, null), end).match as Extract<Match, { kind: 'set' }>),
	not: true
});

const splitApart = (because: Reason): Reason => ({
	...because,
	says: `${because.says} NPM splits notin into one rule for each value, so it is enough to miss one of them.`,
	fact: '9.41',
	certainty: 'inference'
});

const fitsNoSet = (because: Reason): Reason => ({
	...because,
	says: `${because.says} NPM asks only whether the address is missing from those sets, and one outside the cluster is.`,
	fact: '9.42',
	certainty: 'inference'
});

function admitWords(direction: Direction, list: readonly Named[], port: Port): string {
	const peers = list.length
		? `-${direction === 'ingress' ? 'FROM' : 'TO'}-${list.map(({ words }) => words).join('-AND-')}`
		: '-ALL';
	if (port.kind === 'any') return `ALLOW${peers}`;
	const on = `ALLOW${peers}-ON-${port.protocol.toUpperCase()}`;
	if (port.kind === 'protocol') return on;
	if (port.kind === 'name') return `${on}-TO-namedport:${port.name}`;
	return `${on}-TO-PORT-${port.first === port.last ? port.first : `${port.first}:${port.last}`}`;
}

/** The mark that drops the packet later, unless another policy allows it first. */
function closing(book: SetBook, policy: Policy, direction: Direction): Rule {
	const subject = subjectOf[direction];
	const near = withPorts(policy, direction).flatMap((rule) =>
		rule.peers.flatMap((peer, place) =>
			alternatives(book, policy, direction, rule, peer, place).map((list) => ({
				match: list.map(({ match }) => match),
				because: onlyPorts(policy, direction, subject, rule, peer)
			}))
		)
	);
	const because = noneAllowed(policy, direction, subject);
	// Only an ingress policy speaks of a pod that may be on another node.
	const away = leavesBy('eth0');
	const atSender =
		direction === 'ingress'
			? [...near, { match: [], because }].map((one) => ({
					match: [away, ...one.match],
					because: alreadyHere(one.because)
				}))
			: [];
	return {
		match: [],
		target: setMark(dropMark[direction]),
		comment: 'DROP-ALL',
		because,
		nuances: [...atSender, ...near]
	};
}

/** Every node holds every policy and all pods' addresses (A5). */
const alreadyHere = (because: Reason): Reason => ({
	...because,
	says: `${because.says} NPM keeps every policy on every node, so this node asks it although the pod runs elsewhere.`,
	fact: 'A5',
	certainty: 'inference'
});
