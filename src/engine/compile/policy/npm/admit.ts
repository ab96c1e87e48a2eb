/** What one rule of a policy lets in or out. */
import type { Match, Rule, Target } from '../../../network.ts';
import type { Direction } from '../../../policy/index.ts';
import type { Port } from '../../../policy/rules.ts';
import type { Reason } from '../../../types.ts';
import { jump, portIs, protocolIs } from '../../rule.ts';
import { allowed, peerEnd } from '../said.ts';
import { acceptChain, allowMarkChain } from './marks.ts';
import type { Alternative, Part } from './peers.ts';
import { isSplit, onlyExcludes, within, type Named } from './selector.ts';
import type { SetBook } from './sets.ts';

/** Where an allowed packet goes: egress is the last question, ingress is followed by it. */
const admit: Readonly<Record<Direction, Target>> = {
	ingress: jump(allowMarkChain),
	egress: jump(acceptChain)
};

/** The rule for one alternative and one port. */
export function admitRule(
	{ book, policy, direction }: Part,
	{ rule, peer, list }: Alternative,
	port: Port
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
