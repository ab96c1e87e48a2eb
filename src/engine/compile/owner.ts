/** Who holds an address: one map, made when the network is compiled. */
import type { LoadBalancer, Owner } from '../network.ts';
import type { World } from '../world.ts';
import { isAlive } from './plumb/world.ts';

/** Where two claim one address, the first in this list has it; `load` has said so as a problem. */
export function ownersOf(
	world: World,
	loadBalancers: readonly LoadBalancer[]
): ReadonlyMap<string, Owner> {
	const claims: [string, Owner][] = [
		...world.nodes.map((node): [string, Owner] => [node.address, { kind: 'node', node }]),
		...world.pods
			.filter((pod) => isAlive(pod) && !pod.hostNetwork)
			.map((pod): [string, Owner] => [pod.address, { kind: 'pod', pod }]),
		...world.hosts.map((host): [string, Owner] => [host.address, { kind: 'host', host }]),
		...frontends(world, loadBalancers),
		...loadBalancers.flatMap((loadBalancer): [string, Owner][] =>
			loadBalancer.outboundIP === null
				? []
				: [[loadBalancer.outboundIP, { kind: 'outbound', loadBalancer }]]
		),
		...world.services.flatMap((service): [string, Owner][] =>
			service.clusterIP === null ? [] : [[service.clusterIP, { kind: 'service', service }]]
		)
	];
	return new Map(claims.reverse());
}

function frontends(world: World, loadBalancers: readonly LoadBalancer[]): [string, Owner][] {
	return world.services.flatMap((service) =>
		service.frontends.flatMap(({ ip, internal }): [string, Owner][] => {
			const loadBalancer = loadBalancers.find((one) => one.internal === internal);
			return loadBalancer ? [[ip, { kind: 'frontend', loadBalancer, service }]] : [];
		})
	);
}
