/** Words for writing rules as literals, in the order in which `iptables` is told them. */
import type { Chain, CtState, Match, Rule, Target } from '../network.ts';
import type { Protocol } from '../types.ts';

export const chain = (name: string, rules: readonly Rule[] = []): Chain => ({
	name,
	policy: null,
	rules
});

/** The order in which `iptables-save` prints the chains that are no hook's. */
export const byName = (a: Chain, b: Chain): number => (a.name < b.name ? -1 : 1);

export const jump = (name: string): Target => ({ kind: 'jump', chain: name });
export const goTo = (name: string): Target => ({ kind: 'goto', chain: name });
/** Sets the bits of `value` among those of `mask`, and leaves the others alone. */
export const setMark = (value: number, mask: number = value): Target => ({
	kind: 'mark',
	how: 'set',
	value,
	mask
});
export const accept: Target = { kind: 'accept' };
export const drop: Target = { kind: 'drop' };
export const goBack: Target = { kind: 'return' };
export const reject: Target = { kind: 'reject', with: 'icmp-port-unreachable' };

/** The matches that `!` may stand before. */
type Negatable = Exclude<
	Match,
	{ kind: 'statistic' | 'recent-check' | 'recent-set' | 'multiport' }
>;

export const not = (match: Negatable): Match => ({ ...match, not: true });

export const from = (cidr: string): Negatable => ({ kind: 'source', cidr });
export const to = (cidr: string): Negatable => ({ kind: 'destination', cidr });

export const protocolIs = (protocol: Protocol | 'ipencap'): Negatable => ({
	kind: 'protocol',
	protocol
});
export const portIs = (port: number, last = port): Negatable => ({
	kind: 'destination-port',
	from: port,
	to: last
});

export const arrivesBy = (link: string): Negatable => ({ kind: 'in', link });
export const leavesBy = (link: string): Negatable => ({ kind: 'out', link });
/** Are these bits set, and among those of `mask` no other. */
export const markIs = (value: number, mask: number = value): Negatable => ({
	kind: 'mark',
	value,
	mask
});

export const toLocal: Negatable = { kind: 'addrtype', end: 'destination', type: 'LOCAL' };
export const fromLocal: Negatable = { kind: 'addrtype', end: 'source', type: 'LOCAL' };

export const stateIs = (...states: readonly CtState[]): Negatable => ({ kind: 'ctstate', states });
export const isNew = stateIs('NEW');

/** Is this end of the packet in the set. */
export const inSet = (name: string, ...ends: readonly ('src' | 'dst')[]): Negatable => ({
	kind: 'set',
	name,
	ends
});
