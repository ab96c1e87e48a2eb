/** What may be asked of a network, and how a question that cannot be asked is answered. */
import type { Protocol, Trace } from './types.ts';

/** One thing asked: may a packet go from here to there, and how does it get there. */
export interface Question {
	/** Endpoints in words, as DESIGN section 8 lists them: `pod/NS/NAME`, `service/NS/NAME:PORT`, `internet`, `IP:PORT` … */
	readonly from: string;
	readonly to: string;
	/** Default: tcp, or the protocol of the Service port that is addressed. */
	readonly protocol?: Protocol;
	/** 1 to 65535; default 49152. */
	readonly sourcePort?: number;
	/** `node/NAME`: start at that node's eth0 and end where the packet leaves the node. */
	readonly at?: string;
	/** `POINT=VALUE` or `CONNECTION@POINT=VALUE`. */
	readonly picks?: readonly string[];
	/** Further connections of the same client after the first, each from the next port: what the devices remember stays. */
	readonly again?: number;
	/** True where the scenario owns its pods: a port that a pod does not declare then has no listener. */
	readonly ownsPods?: boolean;
}

export const mistakeCodes = [
	'unknown-endpoint',
	'bad-endpoint',
	'port-missing',
	'unknown-node',
	'unknown-pick',
	'bad-pick',
	'bad-port',
	'bad-protocol'
] as const;

/** A question that names something which is not there. */
export interface Mistake {
	readonly code: (typeof mistakeCodes)[number];
	readonly says: string;
	readonly try?: string;
}

export type Answer = { readonly trace: Trace } | { readonly mistake: Mistake };
