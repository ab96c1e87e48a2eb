/**
 * Who is asked for a name, and which names are tried in turn: what stands in
 * resolv.conf (A7).
 *
 *   pod        the cluster's DNS Service   NS.svc.cluster.local svc.cluster.local cluster.local + the node's   ndots:5
 *   node, VM   168.63.129.16               the virtual network's own suffix                                    ndots:1
 */
import { platformAddress } from '../azure/platform.ts';
import { digest } from '../compile/plumb/names.ts';
import type { Device } from '../types.ts';
import type { Cluster, World } from '../world.ts';

export const clusterDomain = 'cluster.local';

export interface Resolver {
	readonly nameserver: string;
	readonly search: readonly string[];
	/** A name with fewer dots is tried with every suffix first. */
	readonly ndots: number;
}

/** The suffix that Azure gives to the machines of a network that uses its DNS; the first labels are examples. */
export const networkSuffix = ({ name }: Cluster): string =>
	`${digest(name, 26)}.bx.internal.cloudapp.net`;

/** Null for a host that is not ours: nobody knows whom it asks. A pod in its node's network uses the node's. */
export function resolverOf({ cluster }: World, { kind, name }: Device): Resolver | null {
	const suffix = networkSuffix(cluster);
	switch (kind) {
		case 'pod': {
			const [namespace] = name.split('/');
			const services = `svc.${clusterDomain}`;
			return {
				nameserver: cluster.dnsServiceIP,
				search: [`${namespace}.${services}`, services, clusterDomain, suffix],
				ndots: 5
			};
		}
		case 'node':
		case 'vm':
			return { nameserver: platformAddress, search: [suffix], ndots: 1 };
		default:
			return null;
	}
}

/** The full names that are asked for in turn, without the last dot. A name that ends in a dot is full already. */
export function candidates(words: string, { search, ndots }: Resolver): readonly string[] {
	const name = words.toLowerCase();
	if (name.endsWith('.')) return [name.slice(0, -1)];
	const longer = search.map((suffix) => `${name}.${suffix}`);
	const dots = name.split('.').length - 1;
	return dots < ndots ? [...longer, name] : [name, ...longer];
}
