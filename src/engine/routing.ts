/** A node's or pod's routing table: the longest prefix that holds the address. */
import { contains, prefix } from './ip.ts';
import type { Route } from './network.ts';

export function lookup(routes: readonly Route[], address: string): Route | null {
	let best: Route | null = null;
	for (const route of routes)
		if (contains(route.to, address) && (!best || prefix(route.to).length > prefix(best.to).length))
			best = route;
	return best;
}
