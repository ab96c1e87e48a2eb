/** A peer of a policy rule as Calico matches it: a set for selectors, the address itself for a block. */
import { formatPrefix, prefix } from '../../../ip.ts';
import type { IpSet, Match, Rule } from '../../../network.ts';
import type { PolicySet } from '../../../policy/index.ts';
import type { Peer, Port } from '../../../policy/rules.ts';
import { peerWords } from '../../../policy/words.ts';
import type { World } from '../../../world.ts';
import { from, inSet, markIs, setMark, to } from '../../rule.ts';
import { scratch } from './marks.ts';
import { setName } from './names.ts';

export interface PeerMatch {
	/** Rules before the one that decides: an exception takes the scratch bit away. */
	readonly before: readonly Rule[];
	readonly match: readonly Match[];
	readonly sets: readonly IpSet[];
}

/** Pods with a network of their own; others are only an address. */
const own = ({ pods }: Pick<World, 'pods'>) => pods.filter(({ hostNetwork }) => !hostNetwork);

const known = new WeakMap<PolicySet, Map<Peer, PeerMatch | null>>();

/** Null where nobody is left: a block of which all is excepted. A peer stands in one direction only, so it is worked out once. */
export function peerMatch(
	world: World,
	policies: PolicySet,
	peer: Peer,
	end: 'src' | 'dst'
): PeerMatch | null {
	const matches = known.get(policies) ?? new Map<Peer, PeerMatch | null>();
	known.set(policies, matches);
	let match = matches.get(peer);
	if (match === undefined) matches.set(peer, (match = workedOut(world, policies, peer, end)));
	return match;
}

function workedOut(
	world: World,
	policies: PolicySet,
	peer: Peer,
	end: 'src' | 'dst'
): PeerMatch | null {
	if (peer.kind === 'everyone') return { before: [], match: [], sets: [] };
	if (peer.kind === 'block') return blockMatch(peer, end);
	const comment = peerWords(peer);
	const name = setName('s', comment);
	const members = own(world)
		.filter((pod) => policies.names(peer, pod))
		.map(({ address }) => address);
	return {
		before: [],
		match: [inSet(name, end)],
		sets: [{ name, type: 'hash:net', members: [...new Set(members)], comment }]
	};
}

/** A rule has room for one range only, so exceptions go before it (A5: scratch bits). */
function blockMatch(
	{ cidr, except }: Extract<Peer, { kind: 'block' }>,
	end: 'src' | 'dst'
): PeerMatch | null {
	const range = (text: string): readonly Match[] => {
		const { base, length } = prefix(text);
		const block = formatPrefix({ base, length });
		return length === 0 ? [] : [end === 'src' ? from(block) : to(block)];
	};
	if (except.some((hole) => range(hole).length === 0)) return null;
	if (!except.length) return { before: [], match: range(cidr), sets: [] };
	return {
		before: [
			{ match: [], target: setMark(scratch, 0x180000) },
			...except.map((hole) => ({ match: range(hole), target: setMark(0, scratch) }))
		],
		match: [...range(cidr), markIs(scratch)],
		sets: []
	};
}

/** Address, protocol and port of every pod that has a port of this name. */
export function namedPort(
	world: World,
	{ name, protocol }: Extract<Port, { kind: 'name' }>
): IpSet {
	const comment = `${protocol} port ${name}`;
	const members = own(world).flatMap(({ address, ports }) =>
		ports
			.filter((port) => port.name === name && port.protocol === protocol)
			.map(({ port }) => `${address},${protocol}:${port}`)
	);
	return {
		name: setName('n', comment),
		type: 'hash:ip,port',
		members: [...new Set(members)],
		comment
	};
}
