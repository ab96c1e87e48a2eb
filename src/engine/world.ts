/**
 * What the user gave us, as typed objects.
 *
 *   files ─read─▶ Objects ─settle─▶ World
 *                 as written        every pod on a node, every address given or allocated
 *
 * `Objects` is plain data that survives JSON, so that shipped scenarios can be
 * read at build time and settled in the browser for whichever model is chosen.
 * Each object, port and rule keeps its `source`; `where` holds the places of
 * single fields by their path below the object (`spec.externalTrafficPolicy`).
 */
import type { Protocol, Source } from './types.ts';

export const modelIds = ['kubenet', 'node-subnet', 'overlay'] as const;
export type ModelId = (typeof modelIds)[number];
export type Dataplane = 'iptables' | 'cilium';
export const policyEngines = ['none', 'azure', 'calico', 'cilium'] as const;
export type PolicyEngine = (typeof policyEngines)[number];

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong in what the user gave: what is there, what was expected, and what to try. */
export interface Problem {
	readonly code: string;
	readonly severity: Severity;
	readonly says: string;
	readonly try?: string;
	readonly source: Source;
	readonly fact?: string;
}

/** Something that is read and set aside: a kind we do not walk yet, an IPv6 address. */
export interface Ignored {
	readonly what: string;
	readonly why: string;
	readonly source: Source;
}

export type Labels = Readonly<Record<string, string>>;
export type Where = Readonly<Record<string, Source>>;

interface Placed {
	readonly source: Source;
	readonly where: Where;
}

export interface Namespace extends Placed {
	readonly name: string;
	readonly labels: Labels;
}

/** A Node object as given. Addresses and pod range are null where the manifest leaves them out. */
export interface NodeObject extends Placed {
	readonly name: string;
	readonly labels: Labels;
	readonly pool: string | null;
	readonly internalIP: string | null;
	readonly podCIDR: string | null;
	readonly ready: boolean;
	readonly unschedulable: boolean;
}

export interface ContainerPort {
	readonly name: string | null;
	readonly port: number;
	readonly protocol: Protocol;
	readonly hostPort: number | null;
	readonly source: Source;
}

/** A pod as given, or as its workload makes it. */
export interface PodObject extends Placed {
	readonly namespace: string;
	readonly name: string;
	readonly labels: Labels;
	/** `deployment/shop/web`, or null for a bare pod. */
	readonly owner: string | null;
	readonly nodeName: string | null;
	readonly nodeSelector: Labels;
	readonly hostNetwork: boolean;
	readonly podIP: string | null;
	readonly hostIP: string | null;
	readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
	readonly ready: boolean;
	readonly terminating: boolean;
	readonly ports: readonly ContainerPort[];
}

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet';

/** A workload as given; `settle` makes its pods unless pods that it owns were given too. */
export interface Workload extends Placed {
	readonly kind: WorkloadKind;
	readonly namespace: string;
	readonly name: string;
	/** `deployment/shop/web` for the ReplicaSet of a Deployment. */
	readonly owner?: string | null;
	readonly replicas: number;
	readonly selector: LabelSelector;
	readonly template: Omit<PodObject, 'namespace' | 'name' | 'owner'>;
}

export interface LabelSelector {
	readonly matchLabels: Labels;
	readonly matchExpressions: readonly {
		readonly key: string;
		readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
		readonly values: readonly string[];
	}[];
	readonly source: Source;
}

export interface ServicePort {
	/** Null for the one unnamed port. */
	readonly name: string | null;
	readonly protocol: Protocol;
	readonly port: number;
	/** A number, or the name of a container port. */
	readonly targetPort: number | string;
	readonly nodePort: number | null;
	readonly appProtocol: string | null;
	readonly source: Source;
}

export type TrafficPolicy = 'Cluster' | 'Local';

export interface ServiceObject extends Placed {
	readonly namespace: string;
	readonly name: string;
	readonly annotations: Labels;
	readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
	/** An address, `None` for a headless Service, or null where it is to be allocated. */
	readonly clusterIP: string | null;
	readonly ports: readonly ServicePort[];
	readonly selector: Labels | null;
	readonly externalTrafficPolicy: TrafficPolicy;
	readonly internalTrafficPolicy: TrafficPolicy;
	readonly sessionAffinity: 'None' | 'ClientIP';
	/** Seconds; the API server's default is 10,800 (fact 3.9). */
	readonly affinityTimeout: number;
	readonly externalIPs: readonly string[];
	readonly externalName: string | null;
	readonly loadBalancerIP: string | null;
	readonly loadBalancerSourceRanges: readonly string[];
	readonly loadBalancerClass: string | null;
	readonly allocateNodePorts: boolean;
	readonly healthCheckNodePort: number | null;
	readonly publishNotReadyAddresses: boolean;
	/** What `status.loadBalancer.ingress` says, when it is given. */
	readonly ingress: readonly { readonly ip: string; readonly ipMode: 'VIP' | 'Proxy' }[];
}

export interface EndpointSliceObject extends Placed {
	readonly namespace: string;
	readonly name: string;
	/** The Service named by the label `kubernetes.io/service-name`. */
	readonly service: string | null;
	readonly ports: readonly {
		readonly name: string | null;
		readonly port: number;
		readonly protocol: Protocol;
	}[];
	readonly endpoints: readonly {
		readonly addresses: readonly string[];
		readonly ready: boolean;
		readonly serving: boolean;
		readonly terminating: boolean;
		readonly nodeName: string | null;
		readonly pod: string | null;
		readonly source: Source;
	}[];
}

export interface PolicyPort {
	/** Null means tcp was defaulted nowhere: every port of `protocol`. */
	readonly port: number | string | null;
	readonly endPort: number | null;
	readonly protocol: Protocol;
	readonly source: Source;
}

/** One element of `from` or `to`. Exactly the selectors that are written are not null. */
export interface PolicyPeer {
	readonly podSelector: LabelSelector | null;
	readonly namespaceSelector: LabelSelector | null;
	readonly ipBlock: { readonly cidr: string; readonly except: readonly string[] } | null;
	readonly source: Source;
}

/** Null `peers` or `ports` means the field is missing or empty: everything matches (fact 9.6). */
export interface PolicyRule {
	readonly peers: readonly PolicyPeer[] | null;
	readonly ports: readonly PolicyPort[] | null;
	readonly source: Source;
}

export interface NetworkPolicyObject extends Placed {
	readonly namespace: string;
	readonly name: string;
	readonly podSelector: LabelSelector;
	/** With the defaults of fact 9.3 applied. */
	readonly policyTypes: readonly ('ingress' | 'egress')[];
	readonly ingress: readonly PolicyRule[];
	readonly egress: readonly PolicyRule[];
}

export interface AgentPool {
	readonly name: string;
	readonly count: number;
	readonly maxPods: number;
	/** Name of the subnet that the nodes stand in. */
	readonly subnet: string;
	readonly source: Source;
}

export interface SecurityRule {
	readonly name: string;
	readonly priority: number;
	readonly direction: 'inbound' | 'outbound';
	readonly access: 'Allow' | 'Deny';
	readonly protocol: Protocol | '*';
	/** Prefixes, service tags or `*`. */
	readonly sources: readonly string[];
	readonly destinations: readonly string[];
	/** `80`, `1000-2000` or `*`. */
	readonly sourcePorts: readonly string[];
	readonly destinationPorts: readonly string[];
	readonly source?: Source;
}

export interface SecurityGroup {
	readonly name: string;
	readonly rules: readonly SecurityRule[];
	readonly source?: Source;
}

export const nextHopTypes = [
	'VirtualNetwork',
	'Internet',
	'None',
	'VirtualAppliance',
	'VirtualNetworkGateway',
	'VNetPeering'
] as const;
export type NextHopType = (typeof nextHopTypes)[number];

export interface UserRoute {
	readonly name: string;
	readonly prefix: string;
	readonly nextHopType: NextHopType;
	readonly nextHopIP: string | null;
	readonly source?: Source;
}

export interface RouteTable {
	readonly name: string;
	readonly routes: readonly UserRoute[];
	readonly source?: Source;
}

export interface Subnet {
	readonly name: string;
	readonly prefix: string;
	readonly securityGroup: string | null;
	readonly routeTable: string | null;
	readonly source?: Source;
}

export interface VirtualNetwork {
	readonly name: string;
	readonly prefixes: readonly string[];
	readonly subnets: readonly Subnet[];
	/** True when AKS made it: its security group then sits on the subnet (fact 7.13). */
	readonly managed: boolean;
	readonly source?: Source;
}

/** A machine of the world around: from the block `packetwalk.hosts`. */
export interface Host {
	readonly kind: 'vm' | 'internet-host';
	readonly name: string;
	readonly address: string;
	/** Subnet of a VM; null for an internet host. */
	readonly subnet: string | null;
	/** Null: nothing is said, so a listener is assumed. */
	readonly listens: readonly { readonly port: number; readonly protocol: Protocol }[] | null;
	readonly source: Source;
}

/** A name outside of the cluster, from the block `packetwalk.dns`. Neither address nor alias: it does not exist. */
export interface KnownName {
	readonly name: string;
	readonly address: string | null;
	readonly alias: string | null;
	readonly source: Source;
}

/** A setting with the fact that its default rests on; null where the model's own default holds. */
export interface Settings {
	/** kube-proxy's `--cluster-cidr`. Default: the pod range; on node subnet the node subnet (A1). */
	readonly clusterCIDR: string | null;
	readonly masqueradeAll: boolean;
	readonly randomFully: boolean;
	readonly localhostNodePorts: boolean;
	/** Prefixes that ip-masq-agent leaves alone. Defaults by model: facts 5.6, 5.7, 5.10. */
	readonly nonMasqueradeCIDRs: readonly string[] | null;
	readonly masqLinkLocal: boolean;
	/** How the kubenet bridge hands a packet back to the port it came from (A3). */
	readonly hairpin: 'promisc' | 'veth' | 'none';
}

export interface Cluster {
	readonly name: string;
	readonly nodeResourceGroup: string;
	readonly model: ModelId;
	readonly dataplane: Dataplane;
	readonly policyEngine: PolicyEngine;
	readonly podCIDR: string;
	readonly serviceCIDR: string;
	readonly dnsServiceIP: string;
	readonly outboundType: string;
	readonly pools: readonly AgentPool[];
	readonly virtualNetworks: readonly VirtualNetwork[];
	readonly securityGroups: readonly SecurityGroup[];
	readonly routeTables: readonly RouteTable[];
	readonly hosts: readonly Host[];
	readonly names: readonly KnownName[];
	readonly settings: Settings;
	readonly source: Source;
	readonly where: Where;
}

/** All that was read, as written. */
export interface Objects {
	/** Names of the files in the order in which they were given: problems stand in it. */
	readonly files?: readonly string[];
	readonly namespaces: readonly Namespace[];
	readonly nodes: readonly NodeObject[];
	readonly pods: readonly PodObject[];
	readonly workloads: readonly Workload[];
	readonly services: readonly ServiceObject[];
	readonly slices: readonly EndpointSliceObject[];
	readonly policies: readonly NetworkPolicyObject[];
	readonly cluster: Cluster;
	readonly problems: readonly Problem[];
	readonly ignored: readonly Ignored[];
}

/** A node with its place in the network. */
export interface Node {
	readonly name: string;
	readonly labels: Labels;
	readonly pool: string;
	readonly subnet: string;
	readonly address: string;
	/** The node's own range of pod addresses; null on a flat network. */
	readonly podCIDR: string | null;
	/** Secondary addresses of its NIC (node subnet: one for each possible pod, fact 1.25). */
	readonly secondary: readonly string[];
	readonly source: Source;
}

/** A pod on its node, with its address. A pod with `hostNetwork` has its node's. */
export interface Pod extends Omit<PodObject, 'nodeName' | 'podIP' | 'hostIP' | 'nodeSelector'> {
	readonly node: string;
	readonly address: string;
}

export interface Endpoint {
	readonly address: string;
	readonly port: number;
	/** `NAMESPACE/NAME`, or null where a slice names no pod. */
	readonly pod: string | null;
	readonly node: string | null;
	readonly ready: boolean;
	readonly serving: boolean;
	readonly terminating: boolean;
	readonly source: Source;
}

/** A Service with its addresses, and the endpoints of each of its ports in the order of `ports`. */
export interface Service extends Omit<ServiceObject, 'clusterIP' | 'ports' | 'ingress'> {
	/** Null for headless and ExternalName. */
	readonly clusterIP: string | null;
	readonly headless: boolean;
	readonly ports: readonly (ServicePort & { readonly endpoints: readonly Endpoint[] })[];
	/** Frontend addresses of the load balancer that a LoadBalancer Service has. */
	readonly frontends: readonly {
		readonly ip: string;
		readonly ipMode: 'VIP' | 'Proxy';
		readonly internal: boolean;
	}[];
}

/** The settled world: every pod on a node, every address known. */
export interface World {
	readonly cluster: Cluster;
	readonly namespaces: ReadonlyMap<string, Namespace>;
	/** Sorted by name. */
	readonly nodes: readonly Node[];
	readonly pods: readonly Pod[];
	readonly services: readonly Service[];
	readonly policies: readonly NetworkPolicyObject[];
	readonly hosts: readonly Host[];
	readonly problems: readonly Problem[];
	readonly ignored: readonly Ignored[];
}
