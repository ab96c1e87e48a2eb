/** Names of the host ends of veths: derived from the pod, so that they never change, and at most 15 characters. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Pod } from '../../world.ts';

export const nameOf = ({
	namespace,
	name
}: {
	readonly namespace: string;
	readonly name: string;
}): string => `${namespace}/${name}`;

/** Hexadecimal digits that stand for a text. The real plugins hash the container's id, which no manifest tells. */
export const digest = (text: string, length: number): string =>
	bytesToHex(sha256(utf8ToBytes(text))).slice(0, length);

/** Azure CNI: `azv` and eleven digits (A4). */
export const azureVeth = (pod: Pod): string => `azv${digest(nameOf(pod), 11)}`;

/** The bridge plugin of kubenet: `veth` and eight digits (A3). */
export const bridgeVeth = (pod: Pod): string => `veth${digest(nameOf(pod), 8)}`;

/** Calico as the CNI: `cali` and eleven digits (1.23). */
export const calicoVeth = (pod: Pod): string => `cali${digest(nameOf(pod), 11)}`;
