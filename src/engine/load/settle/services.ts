/** Services with their addresses, ports and endpoints. */
import type { Cluster, Objects, Pod, Service } from '../../world.ts';
import { Addresses } from './addresses.ts';
import { claimClusterIP, giveClusterIP } from './cluster-ips.ts';
import { endpointsOf } from './endpoints.ts';
import { nameOf, type Findings } from './findings.ts';
import { LoadBalancers } from './frontends.ts';
import { NodePorts } from './node-ports.ts';
import type { PodIndex } from './pod-index.ts';

interface Settling {
	readonly objects: Objects;
	readonly pods: readonly Pod[];
	readonly index: PodIndex;
	readonly addresses: Addresses;
	readonly findings: Findings;
}

export function settleServices({
	objects,
	pods,
	index,
	addresses,
	findings
}: Settling): readonly Service[] {
	const { cluster } = objects;
	// The service range is a world of its own: Azure does not know it.
	const clusterIPs = new Addresses();
	const nodePorts = new NodePorts();
	const loadBalancers = new LoadBalancers(...subnetsOf(cluster), addresses, findings);
	const asking = {
		pods: index,
		slices: slicesByService(objects, findings),
		byName: new Map(pods.map((pod) => [nameOf(pod), pod])),
		findings
	};
	const kept = objects.services.filter(
		(service) =>
			claimClusterIP(service, cluster, clusterIPs, findings) && nodePorts.claim(service, findings)
	);
	return kept.flatMap((service): readonly Service[] => {
		const clusterIP = giveClusterIP(service, cluster, clusterIPs, findings);
		if (clusterIP === undefined) return [];
		const { ports, healthCheckNodePort } = nodePorts.give(service);
		const endpoints = endpointsOf(service, ports, asking);
		return [
			{
				...service,
				clusterIP,
				headless: service.clusterIP === 'None',
				ports: ports.map((port, i) => ({ ...port, endpoints: endpoints[i] ?? [] })),
				healthCheckNodePort,
				frontends: loadBalancers.give(service)
			}
		];
	});
}

/** All subnets, and the one in which internal load balancers stand unless they name another. */
function subnetsOf({ virtualNetworks, pools }: Cluster) {
	const subnets = virtualNetworks.flatMap((network) => network.subnets);
	return [subnets, subnets.find(({ name }) => name === pools[0]?.subnet) ?? subnets[0]] as const;
}

function slicesByService({ slices, services }: Objects, findings: Findings) {
	const known = new Set(services.map(nameOf));
	const owned = slices.filter((slice) => {
		const service = slice.service === null ? null : `${slice.namespace}/${slice.service}`;
		const isOwned = service !== null && known.has(service);
		const says =
			service === null
				? 'has no label kubernetes.io/service-name'
				: `belongs to Service ${service}, which is not given`;
		if (!isOwned)
			findings.problem(
				'slice-without-service',
				`EndpointSlice ${nameOf(slice)} ${says}`,
				slice.source
			);
		return isOwned;
	});
	return Map.groupBy(owned, ({ namespace, service }) => `${namespace}/${service}`);
}
