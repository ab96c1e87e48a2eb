/** Membership in an ipset, as the kernel looks it up: the longest prefix that holds the address decides, also by `nomatch`. */
import { contains, prefix } from '../ip.ts';
import type { IpSet } from '../network.ts';
import type { FiveTuple } from '../types.ts';

type End = 'src' | 'dst';

/** One set, ready to be asked: single members at once, ranges from the longest. */
interface Lookup {
	readonly type: IpSet['type'];
	readonly members: ReadonlySet<string>;
	readonly ranges: readonly { readonly cidr: string; readonly matches: boolean }[];
}

const known = new WeakMap<readonly IpSet[], ReadonlyMap<string, Lookup>>();

/** A set that the node does not hold is a fault of the compiler: `iptables-restore` would refuse the rule. */
export function isMember(
	sets: readonly IpSet[],
	name: string,
	ends: readonly End[],
	tuple: FiveTuple
): boolean {
	let lookups = known.get(sets);
	if (!lookups) known.set(sets, (lookups = new Map(sets.map((set) => [set.name, lookupOf(set)]))));
	const lookup = lookups.get(name);
	if (!lookup) throw new Error(`no such set: ${name}`);
	const [first = 'src', second = first] = ends;
	const address = tuple[first];
	switch (lookup.type) {
		case 'list:set':
			return [...lookup.members].some((member) => isMember(sets, member, ends, tuple));
		case 'hash:ip,port': {
			const port = second === 'src' ? tuple.srcPort : tuple.dstPort;
			return lookup.members.has(`${address},${tuple.protocol}:${port}`);
		}
		case 'hash:ip':
		case 'hash:net':
			return (
				lookup.members.has(address) ||
				(lookup.ranges.find(({ cidr }) => contains(cidr, address))?.matches ?? false)
			);
	}
}

function lookupOf({ type, members }: IpSet): Lookup {
	const isRange = (member: string): boolean => type === 'hash:net' && /[/ ]/.test(member);
	return {
		type,
		members: new Set(members.filter((member) => !isRange(member))),
		ranges: members
			.filter(isRange)
			.map((member) => {
				const [cidr = '', nomatch] = member.split(' ');
				return { cidr, matches: nomatch === undefined };
			})
			.sort((a, b) => prefix(b.cidr).length - prefix(a.cidr).length)
	};
}
