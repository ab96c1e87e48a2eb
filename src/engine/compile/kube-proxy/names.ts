/** kube-proxy's names (A1): chains are named by a hash, because a name has at most 28 characters. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Protocol } from '../../types.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** First 16 characters of base32 of SHA-256: ten bytes, five bits a character. */
function hash(text: string): string {
	let out = '';
	let bits = 0;
	let held = 0;
	for (const byte of sha256(utf8ToBytes(text)).subarray(0, 10)) {
		held = (held << 8) | byte;
		for (bits += 8; bits >= 5; bits -= 5) out += letters[(held >> (bits - 5)) & 31];
		held &= (1 << bits) - 1;
	}
	return out;
}

/** `namespace/name:port`, or `namespace/name` for the unnamed port: what is hashed and stands in comments. */
export const keyOf = (namespace: string, name: string, port: string | null): string =>
	`${namespace}/${name}${port === null || port === '' ? '' : `:${port}`}`;

/** Cluster policy, Local policy, source ranges and external traffic share one hash. */
export function chainsOf(key: string, protocol: Protocol) {
	const id = hash(key + protocol);
	return {
		cluster: `KUBE-SVC-${id}`,
		local: `KUBE-SVL-${id}`,
		firewall: `KUBE-FW-${id}`,
		external: `KUBE-EXT-${id}`
	} as const;
}

/** The chain of one endpoint; `endpoint` is `ip:port`. */
export const endpointChain = (key: string, protocol: Protocol, endpoint: string): string =>
	`KUBE-SEP-${hash(key + protocol + endpoint)}`;
