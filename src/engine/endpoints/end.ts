/** The two ends of a question, once they are found in the network. */
import type { Device, Protocol } from '../types.ts';

/** One end of a question, found in the network. */
export interface End {
	readonly words: string;
	readonly device: Device;
	/** Null for a node: its route decides the source address. */
	readonly address: string | null;
}

export interface Target {
	readonly words: string;
	readonly address: string;
	/** 0 where none is given. */
	readonly port: number;
	/** The protocol of the Service port that is meant. */
	readonly protocol: Protocol | null;
}

/** A target that is a name: its address is not known before it is looked up. */
export interface Named {
	readonly words: string;
	/** As written; a dot at its end says that it is full. */
	readonly name: string;
	readonly port: number;
}

/** No packet can exist towards this target: it has no address that a client there could use. */
export interface Nowhere {
	readonly words: string;
	readonly nowhere: 'name-not-walked' | 'headless-no-address' | 'name-unresolved';
	readonly says: string;
	readonly port: number;
}
