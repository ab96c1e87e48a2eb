/** The connections that a node has written down, each with its two tuples, as they were written. */
import type { Namespaces } from './namespaces.ts';
import { follow, type Tail } from './tail.ts';

export interface End {
	readonly src: string;
	readonly srcPort: number;
	readonly dst: string;
	readonly dstPort: number;
}

export interface Entry {
	readonly place: string;
	readonly protocol: string;
	readonly original: End;
	readonly reply: End;
}

/** Follows the table from now on: an entry that ends soon, as a refused one does, is not missed. */
export const ledger = (spaces: Namespaces, place: string): Tail =>
	follow(spaces, place, 'conntrack', '-E', '-e', 'NEW', '-b', '4194304');

/** `[NEW] tcp 6 120 SYN_SENT src=… dst=… sport=… dport=… [UNREPLIED] src=… …`: what was sent, then how its answer must look. */
export function entryIn(place: string, line: string): Entry | null {
	const all = (name: string) =>
		[...line.matchAll(new RegExp(`\\b${name}=(\\S+)`, 'g'))].map(([, value]) => value!);
	const [src, dst, sport, dport] = [all('src'), all('dst'), all('sport'), all('dport')];
	const protocol = /\[NEW\]\s+(\w+)/.exec(line)?.[1];
	if (!protocol || sport.length < 2) return null;
	const end = (i: number): End => ({
		src: src[i]!,
		srcPort: Number(sport[i]),
		dst: dst[i]!,
		dstPort: Number(dport[i])
	});
	return { place, protocol, original: end(0), reply: end(1) };
}
