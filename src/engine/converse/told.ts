/** What has been said so far in a conversation, and what the devices remember of it. */
import type { Sessions } from '../machine/sessions.ts';
import type { Choice, Connection, Trace } from '../types.ts';

export interface Told {
	readonly sessions: Sessions;
	readonly connections: readonly Connection[];
	readonly order: Trace['order'];
	readonly choices: readonly Choice[];
}

export const silence: Told = { sessions: new Map(), connections: [], order: [], choices: [] };

/** The second is what followed the first: its sessions stand. */
export const joined = (first: Told, second: Told): Told => ({
	sessions: second.sessions,
	connections: [...first.connections, ...second.connections],
	order: [...first.order, ...second.order],
	choices: [...first.choices, ...second.choices]
});
