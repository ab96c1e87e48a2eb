/** The chains that choose an endpoint, KUBE-SVC and KUBE-SVL (A1, item 6). */
import type { Chain, Rule } from '../../network.ts';
import type { Reason } from '../../types.ts';
import type { Endpoint } from '../../world.ts';
import { documented } from '../documented.ts';
import { chain, from, jump, not } from '../rule.ts';
import { toPort } from './capture.ts';
import { isSticky, nameOf, sepOf } from './endpoint.ts';
import { endpointValue, socketOf, type ProxiedPort } from './proxied.ts';
import type { ProxySettings } from './settings.ts';

type Policy = 'cluster' | 'local';

/** Masquerade first, then those who were here before, then chance. */
export function balanceChain(
	p: ProxiedPort,
	policy: Policy,
	endpoints: readonly Endpoint[],
	settings: ProxySettings
): Chain {
	const isInternal = policy === (p.internalLocal ? 'local' : 'cluster');
	return chain(p.chains[policy], [
		...(isInternal ? [masquerade(p, settings)] : []),
		...(isSticky(p) ? endpoints.map((endpoint) => sticky(p, endpoint, settings)) : []),
		...endpoints.map((endpoint, i) => ({
			match:
				i < endpoints.length - 1
					? [{ kind: 'statistic' as const, probability: 1 / (endpoints.length - i) }]
					: [],
			target: jump(sepOf(p, endpoint)),
			...comment(p, endpoint, settings),
			because: balanced(p, policy, endpoint, endpoints.length),
			choice: { point: p.point, value: endpointValue(endpoint) }
		}))
	]);
}

const comment = (p: ProxiedPort, endpoint: Endpoint, { comments }: ProxySettings) =>
	comments ? { comment: `${p.key} -> ${socketOf(endpoint)}` } : {};

/** Who is outside the cluster's range, and still sends to a ClusterIP, must be answered through this node. */
function masquerade(p: ProxiedPort, { clusterCIDR, masqueradeAll }: ProxySettings): Rule {
	const common = {
		target: jump('KUBE-MARK-MASQ'),
		comment: `${p.key} cluster IP`
	};
	if (masqueradeAll)
		return {
			...common,
			match: toPort(p.clusterIP, p),
			because: documented(
				'masquerade-mark-all',
				'A1',
				'kube-proxy is set to masquerade all Service traffic.',
				p.port.source
			)
		};
	return {
		...common,
		match: [not(from(clusterCIDR.cidr)), ...toPort(p.clusterIP, p)],
		because: {
			...documented(
				'masquerade-mark-outside-cluster',
				'A1',
				`The client is outside ${clusterCIDR.cidr}, which kube-proxy takes for the cluster, so it is marked for masquerade.`,
				clusterCIDR.because.source ?? p.port.source
			),
			certainty: clusterCIDR.because.certainty
		}
	};
}

function sticky(p: ProxiedPort, endpoint: Endpoint, settings: ProxySettings): Rule {
	const name = sepOf(p, endpoint);
	const seconds = p.service.affinityTimeout;
	return {
		match: [{ kind: 'recent-check', name, seconds }],
		target: jump(name),
		...comment(p, endpoint, settings),
		because: documented(
			'service-affinity',
			'3.9',
			`sessionAffinity is ClientIP: this client was sent to ${nameOf(endpoint)} less than ${seconds} seconds ago.`,
			p.service.where['spec.sessionAffinity'] ?? p.service.source
		)
	};
}

function balanced(p: ProxiedPort, policy: Policy, endpoint: Endpoint, count: number): Reason {
	const where = policy === 'local' ? ' on this node' : '';
	// Only where nothing is ready are those taken that are about to end (A1, item 1).
	const state = endpoint.ready ? 'ready' : 'serving, though terminating';
	return count === 1
		? documented(
				'service-only-endpoint',
				'3.4',
				`The only endpoint of Service ${p.name}${where} that is ${state} is ${nameOf(endpoint)}.`,
				endpoint.source
			)
		: documented(
				'service-balance',
				'3.4',
				`Service ${p.name} has ${count} endpoints${where} that are ${state}; one is taken at random: here ${nameOf(endpoint)}.`,
				endpoint.source
			);
}
