import { find, keyOf, type Session, type Sessions } from '../machine/sessions.ts';
import type { Network } from '../network.ts';
import type { FiveTuple } from '../types.ts';

/** The flow that a load balancer brought in and that this packet answers. */
export function inboundFlow(
	{ loadBalancers }: Network,
	sessions: Sessions,
	tuple: FiveTuple
): Session | null {
	for (const { name } of loadBalancers) {
		const found = find(sessions, keyOf({ kind: 'load-balancer', name }, 'inbound'), tuple);
		if (found) return found.session;
	}
	return null;
}
