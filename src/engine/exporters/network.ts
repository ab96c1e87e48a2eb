/** The Azure half of a compiled network as one JSON document, in the words of `az network`. */
import type {
	EffectiveGroup,
	EffectiveRoute,
	LoadBalancer,
	Network,
	Nic,
	RoutingDomain
} from '../network.ts';

export interface NetworkDocument {
	readonly version: 1;
	readonly model: string;
	readonly subnets: readonly {
		readonly name: string;
		readonly prefix: string;
		readonly network: string;
		readonly securityGroup: string | null;
		/** As `az network nic show-effective-route-table` lists them; the first Active one that holds an address wins. */
		readonly routes: readonly EffectiveRoute[];
	}[];
	readonly securityGroups: readonly EffectiveGroup[];
	readonly loadBalancers: readonly LoadBalancer[];
	readonly nics: readonly Nic[];
	/** Overlay's separate routing domain for pods; null in other models. */
	readonly routingDomain: {
		readonly prefix: string;
		readonly routes: RoutingDomain['routes'];
	} | null;
}

export function networkDocument(network: Network): NetworkDocument {
	const { subnets, groups, loadBalancers, nics, routingDomain, world } = network;
	return {
		version: 1,
		model: world.cluster.model,
		subnets: [...subnets.values()].map(({ subnet, network, securityGroup, routes }) => ({
			name: subnet.name,
			prefix: subnet.prefix,
			network: network.name,
			securityGroup,
			routes
		})),
		securityGroups: [...groups.values()],
		loadBalancers,
		nics: [...nics.values()],
		routingDomain: routingDomain && { prefix: routingDomain.prefix, routes: routingDomain.routes }
	};
}
