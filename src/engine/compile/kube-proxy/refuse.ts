/** What the filter table does with packets that found no endpoint of a Service port (A1, items 2, 3, 5 and 8). */
import type { Match, Rule } from '../../network.ts';
import { documented } from '../documented.ts';
import { accept, drop, portIs, protocolIs, reject, toLocal } from '../rule.ts';
import { toPort } from './capture.ts';
import type { ProxiedPort } from './proxied.ts';

/** Rules of KUBE-SERVICES, KUBE-EXTERNAL-SERVICES, KUBE-NODEPORTS and KUBE-PROXY-FIREWALL. */
export interface Refused {
	readonly services: readonly Rule[];
	readonly external: readonly Rule[];
	readonly nodePorts: readonly Rule[];
	readonly firewall: readonly Rule[];
}

/** What still has an endpoint on the node at hand. */
export interface Works {
	readonly inside: boolean;
	readonly outside: boolean;
}

export function refuse(p: ProxiedPort, works: Works): Refused {
	const outside = [
		...[...p.externalIPs, ...p.frontends].map((address) => toPort(address, p)),
		...(p.nodePort === null ? [] : [[toLocal, protocolIs(p.port.protocol), portIs(p.nodePort)]])
	];
	return {
		services: works.inside ? [] : [refusal(p, toPort(p.clusterIP, p), 'internalTrafficPolicy')],
		external: works.outside
			? []
			: outside.map((match) => refusal(p, match, 'externalTrafficPolicy')),
		nodePorts: healthCheck(p),
		firewall: p.hasFirewall ? p.frontends.map((address) => outsideRanges(p, address)) : []
	};
}

type Policy = 'internalTrafficPolicy' | 'externalTrafficPolicy';

/** Nothing anywhere: the client is told. Nothing on this node: silence, another node may serve. */
const refusal = (p: ProxiedPort, match: readonly Match[], policy: Policy): Rule =>
	p.hasEndpoints
		? {
				match,
				target: drop,
				comment: `${p.key} has no local endpoints`,
				because: documented(
					'service-no-local-endpoints',
					policy === 'internalTrafficPolicy' ? '3.8' : '3.7',
					`${policy} is Local, and no ready endpoint of Service ${p.name} runs on this node.`,
					p.service.where[`spec.${policy}`] ?? p.port.source
				)
			}
		: {
				match,
				target: reject,
				comment: `${p.key} has no endpoints`,
				because: documented(
					'service-no-endpoints',
					'A1',
					`Service ${p.name} has no ready endpoint on any node, so the node refuses.`,
					p.service.where['spec.selector'] ?? p.service.source
				)
			};

/** Open on every node, with or without a local endpoint: the answer tells which. */
function healthCheck({ service, key, name }: ProxiedPort): readonly Rule[] {
	const port = service.healthCheckNodePort;
	if (port === null || service.type !== 'LoadBalancer') return [];
	if (service.externalTrafficPolicy !== 'Local') return [];
	return [
		{
			match: [protocolIs('tcp'), portIs(port)],
			target: accept,
			comment: `${key} health check node port`,
			because: documented(
				'health-check-port',
				'3.29',
				`Port ${port} answers the load balancer's health check for Service ${name}.`,
				service.where['spec.healthCheckNodePort'] ?? service.source
			)
		}
	];
}

const outsideRanges = (p: ProxiedPort, address: string): Rule => ({
	match: toPort(address, p),
	target: drop,
	comment: `${p.key} traffic not accepted by ${p.chains.firewall}`,
	because: documented(
		'service-source-ranges',
		'3.43',
		`The client is in none of the loadBalancerSourceRanges of Service ${p.name}.`,
		p.service.where['spec.loadBalancerSourceRanges'] ?? p.service.source
	)
});
