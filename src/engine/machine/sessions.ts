/**
 * What devices remember, handed from leg to leg: one value, keyed by device and
 * function (`node/x#conntrack`, `nic/x#nsg`, `load-balancer/x#inbound`, `…#snat`).
 * A record is two tuples; a load balancer's also holds the node it chose.
 */
import { sameTuple } from '../tuple.ts';
import type { Device, FiveTuple, SessionRecord } from '../types.ts';

export interface Session extends SessionRecord {
	/** An answer has been seen. */
	readonly seenReply: boolean;
	/** The machine that a load balancer chose, or that an outbound flow came from. */
	readonly machine: string | null;
}

export type Sessions = ReadonlyMap<string, readonly Session[]>;

export type Memory = 'conntrack' | 'nsg' | 'inbound' | 'snat' | 'recent';

export const keyOf = (device: Device, memory: Memory): string =>
	`${device.kind}/${device.name}#${memory}`;

export interface Found {
	readonly session: Session;
	readonly direction: 'original' | 'reply';
}

/** The record that a tuple belongs to, and in which direction it travels. */
export function find(sessions: Sessions, key: string, tuple: FiveTuple): Found | null {
	for (const session of sessions.get(key) ?? []) {
		if (sameTuple(session.original, tuple)) return { session, direction: 'original' };
		if (sameTuple(session.reply, tuple)) return { session, direction: 'reply' };
	}
	return null;
}

/** The sessions with one more record, or with the record of the same original tuple replaced. */
export function remember(sessions: Sessions, record: Session): Sessions {
	const others = (sessions.get(record.key) ?? []).filter(
		({ original }) => !sameTuple(original, record.original)
	);
	return new Map(sessions).set(record.key, [...others, record]);
}
