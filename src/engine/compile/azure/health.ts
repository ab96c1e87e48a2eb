/** Which nodes answer the load balancer's probe (3.29): under Local those with a ready endpoint, under Cluster all. */
import type { LoadBalancerRule } from '../../network.ts';
import type { Reason } from '../../types.ts';
import type { Node, Service, ServicePort } from '../../world.ts';
import { documented } from '../documented.ts';

type Health = Pick<LoadBalancerRule, 'healthy' | 'health'>;

/** Labelled nodes are in no pool (3.24). */
const isExcluded = ({ labels }: Node): boolean =>
	'node.kubernetes.io/exclude-from-external-load-balancers' in labels;

export function healthOf(service: Service, port: ServicePort, nodes: readonly Node[]): Health {
	const pool = nodes.filter((node) => !isExcluded(node)).map(({ name }) => name);
	return service.externalTrafficPolicy === 'Cluster'
		? underCluster(service, port, pool)
		: underLocal(service, pool);
}

const reason = (service: Service, healthy: readonly string[], says: string): Reason =>
	documented(
		healthy.length > 0 ? 'load-balancer-rule' : 'load-balancer-no-healthy-node',
		'3.29',
		says,
		service.where['spec.externalTrafficPolicy'] ?? service.source
	);

const readyOf = ({ ports }: Service) =>
	ports.flatMap(({ endpoints }) => endpoints.filter(({ ready }) => ready));

/** Probes are not walked yet, so a node port that refuses for want of endpoints is not noticed: that is marked. */
function underCluster(
	service: Service,
	{ protocol }: ServicePort,
	pool: readonly string[]
): Health {
	const name = `${service.namespace}/${service.name}`;
	const says =
		protocol === 'udp'
			? `UDP has no probe under the Cluster policy, so every node gets flows for Service ${name}.`
			: `The probe asks the node port of Service ${name}, which every node has under the Cluster policy.`;
	const health = reason(service, pool, says);
	return {
		healthy: pool,
		health: readyOf(service).length > 0 ? health : { ...health, certainty: 'unverified' }
	};
}

function underLocal(service: Service, pool: readonly string[]): Health {
	const name = `${service.namespace}/${service.name}`;
	const withEndpoint = new Set(readyOf(service).map(({ node }) => node));
	const healthy = pool.filter((node) => withEndpoint.has(node));
	const says =
		healthy.length > 0
			? `The probe asks each node for local endpoints of Service ${name}: ${healthy.length} of ${pool.length} nodes have a ready one.`
			: `The probe asks each node for local endpoints of Service ${name}, and none has a ready one.`;
	return { healthy, health: reason(service, healthy, says) };
}
