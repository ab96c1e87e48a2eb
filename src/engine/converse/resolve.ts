/** `resolve`: only the lookup, and which endpoints stand behind its answer. */
import { findSource, findTarget } from '../endpoints/index.ts';
import { walk } from '../machine/walk.ts';
import type { Network } from '../network.ts';
import type { Mistake } from '../question.ts';
import type { Lookup } from '../types.ts';
import type { Problem, Service } from '../world.ts';
import { lookUp, type Asked } from './lookup.ts';
import { notJudged } from './nothing.ts';
import { silence } from './told.ts';

export interface Resolved {
	readonly version: 1;
	readonly from: string;
	readonly name: string;
	readonly queries: readonly Asked[];
	/** What was found in the end, with all addresses. */
	readonly answer: Pick<Lookup, 'result' | 'because'> & { readonly addresses: readonly string[] };
	/** `ip:port` of everything that a connection to the name may end at. */
	readonly endpoints: readonly string[];
	readonly problems: readonly Problem[];
}

/** Looks a name up from a pod, a node or a VM; with a port, endpoints of that port alone. */
export function resolve(
	network: Network,
	fromWords: string,
	words: string
): { readonly resolved: Resolved } | { readonly mistake: Mistake } {
	const from = findSource(network, fromWords);
	if ('code' in from) return { mistake: from };
	const hasPort = words.includes(':');
	const to = findTarget(network, hasPort ? words : `${words}:1`, from, undefined);
	if ('code' in to) return { mistake: to };
	if (!('name' in to))
		return {
			mistake: {
				code: 'bad-endpoint',
				says: `${words} is not a name that is looked up.`,
				try: 'Write a DNS name, for example cat-svc.shop or example.com:443.'
			}
		};
	const start = {
		network,
		connection: 'c1',
		picks: [],
		walker: walk,
		ownsPods: false
	};
	const open = notJudged(network);
	if (open) return { mistake: { code: 'bad-endpoint', says: open.says } };
	const { asked, found, problems } = lookUp(start, from, to.name, silence);
	const addresses = found.kind === 'address' ? found.known.map(({ address }) => address) : [];
	const port = hasPort ? to.port : null;
	return {
		resolved: {
			version: 1,
			from: fromWords,
			name: to.name,
			queries: asked,
			answer: { result: found.kind, addresses, because: found.because },
			endpoints: [...new Set(addresses.flatMap((one) => endpointsAt(network, one, port)))],
			problems
		}
	};
}

/** A ClusterIP stands for its ready endpoints; any other address for itself, at the port that was asked. */
function endpointsAt(network: Network, address: string, port: number | null): readonly string[] {
	const owner = network.owner(address);
	if (owner?.kind === 'service' || owner?.kind === 'frontend')
		return ready(owner.service, port).map((one) => `${one.address}:${one.port}`);
	if (port !== null) return [`${address}:${port}`];
	// A headless Service has ports, and its pods have them too.
	return network.world.services
		.filter(({ headless }) => headless)
		.flatMap((service) => ready(service, null))
		.filter((one) => one.address === address)
		.map((one) => `${one.address}:${one.port}`);
}

const ready = ({ ports }: Service, port: number | null) =>
	ports
		.filter((one) => port === null || one.port === port)
		.flatMap(({ endpoints }) => endpoints.filter((one) => one.ready));
