/** Overlay's own routing domain: which node holds which pod range, without routes or tunnels (1.42). */
import { modelOf } from '../../models/index.ts';
import type { RoutingDomain } from '../../network.ts';
import type { World } from '../../world.ts';
import { canonical } from '../canonical.ts';
import { documented } from '../documented.ts';

export function routingDomainOf({ cluster, nodes }: World): RoutingDomain | null {
	if (modelOf(cluster.model).podsReachedBy !== 'routing-domain') return null;
	return {
		prefix: canonical(cluster.podCIDR),
		members: new Set(nodes.map(({ name }) => name)),
		routes: nodes.flatMap(({ name, podCIDR, source }) =>
			podCIDR === null
				? []
				: [
						{
							prefix: canonical(podCIDR),
							node: name,
							because: documented(
								'overlay-routing-domain',
								'1.42',
								`${podCIDR} is the pod range of ${name}: Azure's routing domain for pods knows it, without route table or tunnel.`,
								source
							)
						}
					]
		)
	};
}
