/** The chain of one endpoint, KUBE-SEP (A1, item 9). */
import type { Chain } from '../../network.ts';
import type { Endpoint } from '../../world.ts';
import { documented } from '../documented.ts';
import { chain, from, jump, protocolIs } from '../rule.ts';
import { endpointChain } from './names.ts';
import { socketOf, type ProxiedPort } from './proxied.ts';
import type { ProxySettings } from './settings.ts';

/** The chain's name. */
export const sepOf = (p: ProxiedPort, endpoint: Endpoint): string =>
	endpointChain(p.key, p.port.protocol, socketOf(endpoint));

/** The endpoint in a sentence. */
export const nameOf = (endpoint: Endpoint): string =>
	endpoint.pod === null ? socketOf(endpoint) : `pod ${endpoint.pod}`;

/** Does a client stay with its endpoint. */
export const isSticky = ({ service }: ProxiedPort): boolean =>
	service.sessionAffinity === 'ClientIP';

/** The end of the way: who reaches itself is marked, then the destination is rewritten. */
export function endpointRules(p: ProxiedPort, endpoint: Endpoint, settings: ProxySettings): Chain {
	const name = sepOf(p, endpoint);
	const key = settings.comments ? { comment: p.key } : {};
	return chain(name, [
		{
			match: [from(endpoint.address)],
			target: jump('KUBE-MARK-MASQ'),
			...key,
			because: documented(
				'masquerade-mark-hairpin',
				'A1',
				`${nameOf(endpoint)} reaches itself through Service ${p.name}, and must see another source to answer through the node.`,
				endpoint.source
			)
		},
		{
			match: [
				...(isSticky(p) ? [{ kind: 'recent-set' as const, name }] : []),
				protocolIs(p.port.protocol)
			],
			target: { kind: 'dnat', address: endpoint.address, port: endpoint.port },
			...key,
			because: documented(
				'service-endpoint',
				'3.6',
				`The destination becomes ${socketOf(endpoint)}, ${nameOf(endpoint)}, an endpoint of Service ${p.name}.`,
				endpoint.source
			)
		}
	]);
}
