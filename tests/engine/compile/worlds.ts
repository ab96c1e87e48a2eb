/** Small settled worlds for the compiler's tests: say only what matters, the rest has usual values. */
import { nth } from '#engine/ip.ts';
import type { Source } from '#engine/types.ts';
import type {
	Cluster,
	Endpoint,
	ModelId,
	Node,
	Pod,
	Service,
	Settings,
	Subnet,
	VirtualNetwork,
	World
} from '#engine/world.ts';

export const line = (n: number, file = 'manifests.yaml'): Source => ({ file, line: n, column: 1 });

export const settings: Settings = {
	clusterCIDR: null,
	masqueradeAll: false,
	randomFully: true,
	localhostNodePorts: true,
	nonMasqueradeCIDRs: null,
	masqLinkLocal: true,
	hairpin: 'promisc'
};

export const subnet: Subnet = {
	name: 'aks-subnet',
	prefix: '10.224.0.0/16',
	securityGroup: null,
	routeTable: null
};

export const network: VirtualNetwork = {
	name: 'aks-vnet',
	prefixes: ['10.224.0.0/12'],
	subnets: [subnet],
	managed: true
};

export const cluster = (model: ModelId, more: Partial<Cluster> = {}): Cluster => ({
	name: 'demo',
	names: [],
	nodeResourceGroup: 'MC_demo',
	model,
	dataplane: 'iptables',
	policyEngine: 'none',
	podCIDR: '10.244.0.0/16',
	serviceCIDR: '10.0.0.0/16',
	dnsServiceIP: '10.0.0.10',
	outboundType: 'loadBalancer',
	pools: [
		{
			name: 'nodepool1',
			count: 3,
			maxPods: 30,
			subnet: 'aks-subnet',
			source: line(1, 'cluster.yaml')
		}
	],
	virtualNetworks: [network],
	securityGroups: [],
	routeTables: [],
	hosts: [],
	settings,
	source: line(1, 'cluster.yaml'),
	where: {},
	...more
});

/** Node `n1`, `n2`, …: addresses from .4; on node-subnet each is followed by its thirty pod addresses. */
export function node(n: number, model: ModelId, more: Partial<Node> = {}): Node {
	const isFlat = model === 'node-subnet';
	const first = isFlat ? 4 + (n - 1) * 31 : 3 + n;
	return {
		name: `n${n}`,
		labels: {},
		pool: 'nodepool1',
		subnet: 'aks-subnet',
		address: nth('10.224.0.0/16', first),
		podCIDR: isFlat ? null : `10.244.${n - 1}.0/24`,
		secondary: isFlat
			? Array.from({ length: 30 }, (_, i) => nth('10.224.0.0/16', first + 1 + i))
			: [],
		source: line(n, 'cluster.yaml'),
		...more
	};
}

export const pod = (name: string, on: string, address: string, more: Partial<Pod> = {}): Pod => ({
	namespace: 'shop',
	name,
	labels: {},
	owner: null,
	node: on,
	address,
	hostNetwork: false,
	phase: 'Running',
	ready: true,
	terminating: false,
	ports: [],
	source: line(10),
	where: {},
	...more
});

export const endpoint = (address: string, more: Partial<Endpoint> = {}): Endpoint => ({
	address,
	port: 8080,
	pod: null,
	node: null,
	ready: true,
	serving: true,
	terminating: false,
	source: line(20),
	...more
});

/** An endpoint that names its pod and its node. */
export const endpointOf = (one: Pod, more: Partial<Endpoint> = {}): Endpoint =>
	endpoint(one.address, { pod: `${one.namespace}/${one.name}`, node: one.node, ...more });

type Port = Service['ports'][number];

export const port = (endpoints: readonly Endpoint[], more: Partial<Port> = {}): Port => ({
	name: 'http',
	protocol: 'tcp',
	port: 80,
	targetPort: 8080,
	nodePort: null,
	appProtocol: null,
	source: line(30),
	endpoints,
	...more
});

export const service = (
	name: string,
	ports: readonly Port[],
	more: Partial<Service> = {}
): Service => ({
	namespace: 'shop',
	name,
	annotations: {},
	type: 'ClusterIP',
	clusterIP: '10.0.1.1',
	headless: false,
	ports,
	selector: {},
	externalTrafficPolicy: 'Cluster',
	internalTrafficPolicy: 'Cluster',
	sessionAffinity: 'None',
	affinityTimeout: 10800,
	externalIPs: [],
	externalName: null,
	loadBalancerIP: null,
	loadBalancerSourceRanges: [],
	loadBalancerClass: null,
	allocateNodePorts: true,
	healthCheckNodePort: null,
	publishNotReadyAddresses: false,
	frontends: [],
	source: line(40),
	where: {},
	...more
});

/** A LoadBalancer Service with one public frontend. */
export const balanced = (
	name: string,
	ports: readonly Port[],
	more: Partial<Service> = {}
): Service =>
	service(name, ports, {
		type: 'LoadBalancer',
		frontends: [{ ip: '198.51.100.10', ipMode: 'VIP', internal: false }],
		...more
	});

export function world(model: ModelId, more: Partial<World> & { cluster?: Cluster } = {}): World {
	return {
		cluster: cluster(model),
		namespaces: new Map(),
		nodes: [node(1, model), node(2, model), node(3, model)],
		pods: [],
		services: [],
		policies: [],
		hosts: more.cluster?.hosts ?? [],
		problems: [],
		ignored: [],
		...more
	};
}
