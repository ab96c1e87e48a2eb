/** NPM's fixed names and marks (A5). Each mark is a bit of its own: neither meets kube-proxy's 0x4000. */
import type { Direction } from '../../../policy/index.ts';

export const npmChain = 'AZURE-NPM';
export const acceptChain = 'AZURE-NPM-ACCEPT';
export const allowMarkChain = 'AZURE-NPM-INGRESS-ALLOW-MARK';
export const directionChain: Readonly<Record<Direction, string>> = {
	ingress: 'AZURE-NPM-INGRESS',
	egress: 'AZURE-NPM-EGRESS'
};

export const allowMark = 0x200;
export const dropMark: Readonly<Record<Direction, number>> = { ingress: 0x400, egress: 0x800 };
