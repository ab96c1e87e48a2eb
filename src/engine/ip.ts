/** IPv4 arithmetic: addresses and prefixes as text at the edge, as numbers inside. */
import ipaddr from 'ipaddr.js';

/** A block of addresses: its first address, and how many leading bits are fixed (0 to 32). */
export interface Prefix {
	readonly base: number;
	readonly length: number;
}

/** The number of a dotted IPv4 address, or null where the text is none. `010.0.0.1` is none: the API server refuses leading zeros. */
export function parseAddress(text: string): number | null {
	if (!ipaddr.IPv4.isValidFourPartDecimal(text) || /(^|\.)0\d/.test(text)) return null;
	return ipaddr.IPv4.parse(text).octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** The number of an address that is known to be one. Throws on anything else: a bug, not a user's mistake. */
export function address(text: string): number {
	const value = parseAddress(text);
	if (value === null) throw new Error(`not an IPv4 address: ${text}`);
	return value;
}

export const formatAddress = (value: number): string =>
	[24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

const mask = (length: number): number => (length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0);

/** The block that `10.0.0.0/8` names, or null where the text is none. Host bits are cut off. A bare address is a /32. */
export function parsePrefix(text: string): Prefix | null {
	const [host = '', bits, rest] = text.split('/');
	const value = parseAddress(host);
	if (value === null || rest !== undefined) return null;
	if (bits === undefined) return { base: value, length: 32 };
	if (!/^(\d|[12]\d|3[0-2])$/.test(bits)) return null;
	const length = Number(bits);
	return { base: (value & mask(length)) >>> 0, length };
}

const prefixes = new Map<string, Prefix>();

/** The block that a text names, when it is known to name one; remembered, because rules ask for the same few. */
export function prefix(text: string): Prefix {
	let value = prefixes.get(text);
	if (!value) {
		const parsed = parsePrefix(text);
		if (!parsed) throw new Error(`not an IPv4 prefix: ${text}`);
		prefixes.set(text, (value = parsed));
	}
	return value;
}

export const formatPrefix = ({ base, length }: Prefix): string =>
	`${formatAddress(base)}/${length}`;

export const sizeOf = ({ length }: Prefix): number => 2 ** (32 - length);

/** Does the block hold the address? Both as text. */
export function contains(block: string, ip: string): boolean {
	const { base, length } = prefix(block);
	return (address(ip) & mask(length)) >>> 0 === base;
}

/** Does the first block hold all of the second? */
export function covers(outer: string, inner: string): boolean {
	const a = prefix(outer);
	const b = prefix(inner);
	return a.length <= b.length && (b.base & mask(a.length)) >>> 0 === a.base;
}

export const overlaps = (a: string, b: string): boolean => covers(a, b) || covers(b, a);

/** The address `offset` places after the first one of the block, as text. */
export const nth = (block: string, offset: number): string =>
	formatAddress(prefix(block).base + offset);

const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
/** Ranges that the internet does not carry (RFC 1918, RFC 6598). */
export const isPrivate = (ip: string): boolean =>
	privateBlocks.some((block) => contains(block, ip));
