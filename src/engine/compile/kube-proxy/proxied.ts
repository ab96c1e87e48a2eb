/** One port of one Service, as kube-proxy sees it: which endpoints serve it, and under which policy. */
import { formatPrefix, parseAddress, parsePrefix } from '../../ip.ts';
import type { Endpoint, Service, ServicePort } from '../../world.ts';
import { chainsOf, keyOf } from './names.ts';

export interface ProxiedPort {
	readonly service: Service;
	readonly port: ServicePort;
	readonly clusterIP: string;
	/** `namespace/name:port`, as in comments and hashes. */
	readonly key: string;
	/** `namespace/name`, as in sentences. */
	readonly name: string;
	readonly chains: ReturnType<typeof chainsOf>;
	/** The choice that a balancing rule of this port answers. */
	readonly point: string;
	/** Frontends at which packets arrive with this address; ingress of mode Proxy gets no rule (A1). */
	readonly frontends: readonly string[];
	readonly externalIPs: readonly string[];
	readonly sourceRanges: readonly string[];
	readonly nodePort: number | null;
	/** The policy is Local for traffic from inside; for traffic from outside. */
	readonly internalLocal: boolean;
	readonly externalLocal: boolean;
	/** Is there any way in from outside. */
	readonly external: boolean;
	/** Is there a usable endpoint on any node. */
	readonly hasEndpoints: boolean;
	/** Do source ranges guard the frontends. */
	readonly hasFirewall: boolean;
	/** Endpoints under the Cluster policy, in kube-proxy's order: by `ip:port` as text. */
	readonly cluster: readonly Endpoint[];
	/** Endpoints under the Local policy, by node. */
	readonly localOn: ReadonlyMap<string, readonly Endpoint[]>;
}

export const socketOf = ({ address, port }: Endpoint): string => `${address}:${port}`;

/** `pod/NS/NAME`, or `ip:port` where a slice names no pod. */
export const endpointValue = (endpoint: Endpoint): string =>
	endpoint.pod === null ? socketOf(endpoint) : `pod/${endpoint.pod}`;

/** Serves although it is about to end: taken only where nothing better is (A1, item 1). */
const isLastResort = ({ serving, terminating }: Endpoint): boolean => serving && terminating;

const readyOrLastResort = (endpoints: readonly Endpoint[]): readonly Endpoint[] => {
	const ready = endpoints.filter((endpoint) => endpoint.ready);
	return ready.length > 0 ? ready : endpoints.filter(isLastResort);
};

/** Null for a Service without an address of its own: headless and ExternalName get no rule (A7). */
export function proxied(service: Service, port: Service['ports'][number]): ProxiedPort | null {
	const { clusterIP } = service;
	if (clusterIP === null || service.headless || service.type === 'ExternalName') return null;
	const key = keyOf(service.namespace, service.name, port.name);
	const name = `${service.namespace}/${service.name}`;
	const ways = waysIn(service, port);
	const policies = {
		internalLocal: service.internalTrafficPolicy === 'Local',
		externalLocal: ways.external && service.externalTrafficPolicy === 'Local'
	};
	const endpoints = sorted(port.endpoints);
	const cluster = readyOrLastResort(endpoints);
	const usesLocal = policies.internalLocal || policies.externalLocal;
	return {
		service,
		port,
		clusterIP,
		key,
		name,
		chains: chainsOf(key, port.protocol),
		point: `endpoint/${name}:${port.port}`,
		...ways,
		...policies,
		cluster,
		hasEndpoints: cluster.length > 0,
		hasFirewall: cluster.length > 0 && ways.frontends.length > 0 && ways.sourceRanges.length > 0,
		localOn: usesLocal ? byNode(endpoints) : new Map()
	};
}

/** The addresses and the node port by which traffic from outside comes. What is not IPv4 is not walked. */
function waysIn(service: Service, port: ServicePort) {
	const balanced = service.type === 'LoadBalancer' ? service.frontends : [];
	const frontends = balanced.filter(({ ipMode }) => ipMode === 'VIP').map(({ ip }) => ip);
	const nodePort = service.type === 'ClusterIP' ? null : port.nodePort;
	const externalIPs = service.externalIPs.filter((ip) => parseAddress(ip) !== null);
	return {
		frontends,
		nodePort,
		externalIPs,
		external: nodePort !== null || frontends.length > 0 || externalIPs.length > 0,
		sourceRanges: service.loadBalancerSourceRanges
			.map((range) => parsePrefix(range.trim()))
			.filter((range) => range !== null)
			.map(formatPrefix)
	};
}

/** Each `ip:port` once, in the order of that text. */
const sorted = (endpoints: readonly Endpoint[]): readonly Endpoint[] =>
	[...new Map(endpoints.map((one) => [socketOf(one), one]))]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, endpoint]) => endpoint);

/** Nodes that hold an endpoint which the Local policy may use. */
const byNode = (endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> =>
	new Map(
		[...Map.groupBy(endpoints, ({ node }) => node ?? '')]
			.map(([node, own]) => [node, readyOrLastResort(own)] as const)
			.filter(([node, own]) => node !== '' && own.length > 0)
	);
