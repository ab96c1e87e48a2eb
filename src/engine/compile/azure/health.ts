/**
 * Which nodes answer the load balancer's probe, as the control plane would say: under Local those with a ready
 * endpoint, under Cluster all as soon as there is one. A walk that meets a load balancer asks by packets
 * (`converse/probes.ts`), which also finds a security group or a wrong port in the way.
 */
import type { LoadBalancerRule, Probe } from '../../network.ts';
import type { Reason } from '../../types.ts';
import type { Endpoint, Node, Service } from '../../world.ts';
import { documented } from '../documented.ts';
import { annotationOf, isSwitchedOn } from './names.ts';

type Health = Pick<LoadBalancerRule, 'healthy' | 'health' | 'probe' | 'pool'>;
type Port = Service['ports'][number];

/** Labelled nodes are in no pool (3.24). */
const isExcluded = ({ labels }: Node): boolean =>
	'node.kubernetes.io/exclude-from-external-load-balancers' in labels;

export function healthOf(service: Service, port: Port, nodes: readonly Node[]): Health {
	const pool = nodes.filter((node) => !isExcluded(node)).map(({ name }) => name);
	const probe = probeOf(service, port);
	return {
		probe,
		pool,
		...(probe === null
			? unasked(service, port, pool)
			: service.externalTrafficPolicy === 'Cluster'
				? underCluster(service, port, pool)
				: underLocal(service, pool))
	};
}

const wordsOf = ({ namespace, name }: Service): string => `${namespace}/${name}`;

const policyOf = (service: Service) =>
	service.where['spec.externalTrafficPolicy'] ?? service.source;

/** Local asks kube-proxy, Cluster the node port; UDP has no probe under Cluster (3.29). */
function probeOf(service: Service, { port, protocol, nodePort, appProtocol }: Port): Probe | null {
	if (isSwitchedOn(service, `port_${port}_no_probe_rule`)) return null; // 3.48
	const name = wordsOf(service);
	if (service.externalTrafficPolicy === 'Local' && service.healthCheckNodePort !== null)
		return {
			kind: 'http',
			port: service.healthCheckNodePort,
			path: '/healthz',
			because: documented(
				'health-check-port',
				'3.29',
				`externalTrafficPolicy of ${name} is Local: kube-proxy is asked on each node whether a ready endpoint runs there.`,
				policyOf(service)
			)
		};
	if (protocol !== 'tcp' || nodePort === null) return null;
	const word = appProtocol?.toLowerCase();
	const kind = word === 'http' || word === 'https' ? word : 'tcp';
	return {
		kind,
		port: nodePort,
		path:
			kind === 'tcp'
				? null
				: (annotationOf(service, 'azure-load-balancer-health-probe-request-path') ?? '/'),
		because: documented(
			'service-node-port',
			kind === 'tcp' ? '3.29' : '3.31',
			kind === 'tcp'
				? `The probe of Service ${name} is a handshake with its node port ${nodePort}.`
				: `appProtocol is ${word}, so the probe of Service ${name} wants 200 for a path at its node port ${nodePort}.`,
			policyOf(service)
		)
	};
}

const reason = (service: Service, healthy: readonly string[], says: string): Reason =>
	documented(
		healthy.length > 0 ? 'load-balancer-rule' : 'load-balancer-no-healthy-node',
		'3.29',
		says,
		policyOf(service)
	);

type Found = Pick<Health, 'healthy' | 'health'>;

function unasked(service: Service, { protocol }: Port, pool: readonly string[]): Found {
	const says =
		protocol === 'udp'
			? `UDP has no probe under the Cluster policy, so every node gets flows for Service ${wordsOf(service)}.`
			: `No probe asks for Service ${wordsOf(service)}, so every node gets flows.`;
	return { healthy: pool, health: reason(service, pool, says) };
}

/** Taken where nothing is ready (A1, item 1). */
const isLastResort = ({ serving, terminating }: Endpoint): boolean => serving && terminating;

/** A node port without a usable endpoint anywhere refuses (A1, item 3), so the probe fails on every node. */
function underCluster(service: Service, { endpoints }: Port, pool: readonly string[]): Found {
	const isServed = endpoints.some((one) => one.ready || isLastResort(one));
	const name = wordsOf(service);
	if (isServed) {
		const says = `The probe asks the node port of Service ${name}, which every node has under the Cluster policy.`;
		return { healthy: pool, health: reason(service, pool, says) };
	}
	const says = `The probe asks the node port of Service ${name}, which refuses on every node, for there is no endpoint.`;
	return { healthy: [], health: { ...reason(service, [], says), certainty: 'inference' } };
}

function underLocal(service: Service, pool: readonly string[]): Found {
	const name = wordsOf(service);
	const ready = service.ports.flatMap(({ endpoints }) => endpoints.filter((one) => one.ready));
	const withEndpoint = new Set(ready.map(({ node }) => node));
	const healthy = pool.filter((node) => withEndpoint.has(node));
	const says =
		healthy.length > 0
			? `The probe asks each node for local endpoints of Service ${name}: ${healthy.length} of ${pool.length} nodes have a ready one.`
			: `The probe asks each node for local endpoints of Service ${name}, and none has a ready one.`;
	return { healthy, health: reason(service, healthy, says) };
}
