/** The chains for traffic from outside: KUBE-EXT, and KUBE-FW where source ranges are set (A1, items 7 and 8). */
import type { Chain, Rule } from '../../network.ts';
import { documented } from '../documented.ts';
import { chain, from, fromLocal, jump } from '../rule.ts';
import type { ProxiedPort } from './proxied.ts';
import type { ProxySettings } from './settings.ts';

/** `hasLocal`: without a local endpoint the Local chain falls off its end, and the filter table drops. */
export function externalChain(p: ProxiedPort, hasLocal: boolean, settings: ProxySettings): Chain {
	const policy = p.service.where['spec.externalTrafficPolicy'] ?? p.port.source;
	const toCluster = jump(p.chains.cluster);
	if (!p.externalLocal)
		return chain(p.chains.external, [
			{
				match: [],
				target: jump('KUBE-MARK-MASQ'),
				comment: `masquerade traffic for ${p.key} external destinations`,
				because: documented(
					'masquerade-mark-external',
					'3.7',
					`externalTrafficPolicy of ${p.name} is Cluster: the endpoint may be on another node, and the answer must return through this one.`,
					policy
				)
			},
			{ match: [], target: toCluster }
		]);
	return chain(p.chains.external, [
		{
			match: [from(settings.clusterCIDR.cidr)],
			target: toCluster,
			comment: `pod traffic for ${p.key} external destinations`,
			because: {
				...documented(
					'service-short-cut',
					'3.10',
					`The client is in ${settings.clusterCIDR.cidr}, so it may use every endpoint of ${p.name}, whatever the external policy.`,
					policy
				),
				certainty: settings.clusterCIDR.because.certainty
			}
		},
		{
			match: [fromLocal],
			target: jump('KUBE-MARK-MASQ'),
			comment: `masquerade LOCAL traffic for ${p.key} external destinations`,
			because: documented(
				'masquerade-mark-local',
				'A1',
				'The node itself is the client, so the answer must return to it.',
				policy
			)
		},
		{
			match: [fromLocal],
			target: toCluster,
			comment: `route LOCAL traffic for ${p.key} external destinations`,
			because: documented(
				'service-short-cut',
				'3.10',
				`The node itself is the client, so it may use every endpoint of ${p.name}.`,
				policy
			)
		},
		...(hasLocal ? [{ match: [], target: jump(p.chains.local) }] : [])
	]);
}

/** `fromNode`: the ranges hold this node's address, so what it sends with the frontend as source passes too. */
export function firewallChain(p: ProxiedPort, fromNode: boolean): Chain {
	const { where, source } = p.service;
	const allow = (cidr: string): Rule => ({
		match: [from(cidr)],
		target: jump(p.chains.external),
		comment: `${p.key} loadbalancer IP`
	});
	return chain(p.chains.firewall, [
		...p.sourceRanges.map(allow),
		...(fromNode ? p.frontends.map(allow) : []),
		{
			match: [],
			target: { kind: 'none' },
			comment: `other traffic to ${p.key} will be dropped by KUBE-PROXY-FIREWALL`,
			because: documented(
				'service-source-ranges',
				'3.43',
				`The client is in none of the loadBalancerSourceRanges of Service ${p.name}; no endpoint is chosen.`,
				where['spec.loadBalancerSourceRanges'] ?? source
			)
		}
	]);
}
