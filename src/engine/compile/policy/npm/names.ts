/** NPM's names (A5): sets and chains are named by a hash, because a set's name has at most 31 characters. */
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** FNV-1a, 32 bits: the last XOR and multiply for each byte. */
const hash = (text: string): number =>
	utf8ToBytes(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

/** `ns-default` is known as `azure-npm-784554818`. */
export const setName = (name: string): string => `azure-npm-${hash(name)}`;

/** `policy` is `NAMESPACE/NAME`. */
export const policyChain = (direction: 'ingress' | 'egress', policy: string): string =>
	`AZURE-NPM-${direction.toUpperCase()}-${hash(policy)}`;
