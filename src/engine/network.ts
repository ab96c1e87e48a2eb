/**
 * What the control plane would have programmed: the answer of `compile(world)`.
 *
 *   pod ──veth── node ──eth0── NIC ── subnet gateway ──┬── NIC ── node …
 *                links, routes,  └ security groups     ├── load balancer
 *                rules                                 └── internet ── host
 *
 * Models differ here, in what devices hold, and never in the stages that read it.
 */
import type { FiveTuple, Protocol, Reason, Source } from './types.ts';
import type {
	Host,
	NextHopType,
	Node,
	Pod,
	SecurityRule,
	Service,
	Subnet,
	VirtualNetwork,
	World
} from './world.ts';

export interface Link {
	readonly name: string;
	readonly kind: 'loopback' | 'physical' | 'veth' | 'bridge';
	readonly mac: string | null;
	readonly mtu: number;
	/** The bridge that this veth is a port of. */
	readonly master: string | null;
	readonly promiscuous: boolean;
	/** Bridge port flag: may a frame leave by the port it came in. */
	readonly hairpin: boolean;
	/** The pod at the other end of a veth, `NAMESPACE/NAME`; its interface there is `eth0`. */
	readonly pod: string | null;
}

/** An address on a link, with its prefix length: `10.224.0.4/16`. */
export interface LinkAddress {
	readonly address: string;
	readonly link: string;
}

export interface Neighbour {
	readonly address: string;
	readonly mac: string;
	readonly link: string;
	readonly state: 'permanent' | 'probe';
}

export interface Route {
	readonly to: string;
	readonly via: string | null;
	readonly link: string;
	/** Preferred source address. */
	readonly src: string | null;
	/** `link` for a destination reached without a router. */
	readonly scope: 'global' | 'link';
	readonly because: Reason;
}

export const tables = ['raw', 'mangle', 'nat', 'filter'] as const;
export type TableName = (typeof tables)[number];

export type CtState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'DNAT' | 'SNAT';

/** One match of a rule. All matches of a rule must hold. Negated where `not` is true. */
export type Match =
	| { readonly kind: 'source' | 'destination'; readonly cidr: string; readonly not?: boolean }
	| { readonly kind: 'in' | 'out'; readonly link: string; readonly not?: boolean }
	| {
			readonly kind: 'protocol';
			/** `ipencap` is IP in IP, which nobody here sends. */
			readonly protocol: Protocol | 'ipencap';
			readonly not?: boolean;
	  }
	| {
			readonly kind: 'source-port' | 'destination-port';
			readonly from: number;
			readonly to: number;
			readonly not?: boolean;
	  }
	| {
			readonly kind: 'addrtype';
			readonly end: 'source' | 'destination';
			readonly type: 'LOCAL';
			readonly not?: boolean;
	  }
	| { readonly kind: 'ctstate'; readonly states: readonly CtState[]; readonly not?: boolean }
	| { readonly kind: 'mark'; readonly value: number; readonly mask: number; readonly not?: boolean }
	/** Probability of this rule when it is reached; runs of these are one choice. */
	| { readonly kind: 'statistic'; readonly probability: number }
	/** Session affinity: has this source been sent here within `seconds`. */
	| { readonly kind: 'recent-check'; readonly name: string; readonly seconds: number }
	| { readonly kind: 'recent-set'; readonly name: string }
	/** Destination ports, any of them: at most fifteen numbers, of which a range takes two. */
	| {
			readonly kind: 'multiport';
			readonly ports: readonly { readonly from: number; readonly to: number }[];
	  }
	/** Is an end of the packet in the set: its address, or for `hash:ip,port` address, protocol and port. */
	| {
			readonly kind: 'set';
			readonly name: string;
			readonly ends: readonly ('src' | 'dst')[];
			readonly not?: boolean;
	  };

/** What a rule does. `none` only counts, and the walk goes on with the next rule. */
export type Target =
	| { readonly kind: 'accept' | 'drop' | 'return' | 'none' }
	| { readonly kind: 'reject'; readonly with: 'icmp-port-unreachable' | 'tcp-reset' }
	| { readonly kind: 'jump'; readonly chain: string }
	/** A jump that is not returned from: the end of that chain is the end of this one. */
	| { readonly kind: 'goto'; readonly chain: string }
	| {
			readonly kind: 'mark';
			readonly how: 'or' | 'xor' | 'set';
			readonly value: number;
			readonly mask: number;
	  }
	| { readonly kind: 'dnat'; readonly address: string; readonly port: number }
	| { readonly kind: 'masquerade'; readonly randomFully: boolean };

export interface Rule {
	readonly match: readonly Match[];
	readonly target: Target;
	readonly comment?: string;
	/** Written where the Service is known; the interpreter only repeats it. */
	readonly because?: Reason;
	/** What is said instead, of a packet that the rule matched and that has this too; the first that holds. It decides nothing. */
	readonly nuances?: readonly { readonly match: readonly Match[]; readonly because: Reason }[];
	/** A rule of a balancing run: the point that is asked, and this rule's answer. */
	readonly choice?: { readonly point: string; readonly value: string };
}

export interface Chain {
	readonly name: string;
	/** Only base chains have a policy. */
	readonly policy: 'ACCEPT' | 'DROP' | null;
	readonly rules: readonly Rule[];
}

/** The chains of one table, base chains first, in the order in which `iptables-save` prints them. */
export type Table = ReadonlyMap<string, Chain>;
export type Ruleset = Readonly<Record<TableName, Table>>;

export type IpSetType = 'hash:net' | 'hash:ip' | 'hash:ip,port' | 'list:set';

/** A named set of addresses in the kernel, which rules match by `-m set`. */
export interface IpSet {
	readonly name: string;
	readonly type: IpSetType;
	/** As `ipset` prints them: `10.244.0.4`, `10.0.0.0/8`, `10.1.0.0/16 nomatch`, `10.244.0.4,tcp:80`, or another set. */
	readonly members: readonly string[];
	/** What the set stands for, in the engine's own words: `podlabel-app:web`. */
	readonly comment: string;
}

/** Everything that one node holds. */
export interface NodeConfig {
	readonly name: string;
	readonly links: readonly Link[];
	readonly addresses: readonly LinkAddress[];
	readonly neighbours: readonly Neighbour[];
	readonly routes: readonly Route[];
	/** Dotted kernel names: `net.ipv4.ip_forward`. */
	readonly sysctls: Readonly<Record<string, number>>;
	/** `ebtables` arguments, one rule a line, for the bridge of kubenet (A3). */
	readonly ebtables: readonly string[];
	/** Sets stand before the lists of sets that hold them. */
	readonly ipsets: readonly IpSet[];
	readonly rules: Ruleset;
	/** The network namespaces of its pods. */
	readonly pods: readonly PodConfig[];
}

export interface PodConfig {
	/** `NAMESPACE/NAME`. */
	readonly name: string;
	/** The host end of its veth. */
	readonly hostLink: string;
	readonly addresses: readonly LinkAddress[];
	readonly neighbours: readonly Neighbour[];
	readonly routes: readonly Route[];
}

/** A network interface card of Azure: of a node or of a VM, named like its machine. */
export interface Nic {
	readonly name: string;
	readonly machine: { readonly kind: 'node' | 'vm'; readonly name: string };
	readonly subnet: string;
	readonly primary: string;
	readonly secondary: readonly string[];
	/** Accepts packets for other addresses than its own (8.9, 8.10). */
	readonly ipForwarding: boolean;
	readonly securityGroup: string | null;
}

/** One row of `az network nic show-effective-route-table`. */
export interface EffectiveRoute {
	readonly from: 'Default' | 'User' | 'VirtualNetworkGateway';
	readonly prefix: string;
	readonly nextHopType: NextHopType;
	readonly nextHopIP: string | null;
	readonly name: string | null;
	/** The route table or subnet that holds it. */
	readonly table: string;
	/** `Invalid`: an equal prefix of a stronger origin wins (8.1, 8.21). */
	readonly state: 'Active' | 'Invalid';
	readonly because: Reason;
}

/** A security group with the default rules that nobody can remove, by priority (7.1, 7.2). */
export interface EffectiveGroup {
	readonly name: string;
	readonly rules: readonly (SecurityRule & { readonly because: Reason })[];
}

export interface SubnetConfig {
	readonly subnet: Subnet;
	readonly network: VirtualNetwork;
	/** Longest prefix first, then by origin: the first Active one that holds the address wins. */
	readonly routes: readonly EffectiveRoute[];
	/** Name of the group on the subnet. */
	readonly securityGroup: string | null;
}

/** Overlay's separate routing domain (1.42): consulted by the NICs of cluster nodes only, before the subnet's routes. */
export interface RoutingDomain {
	readonly prefix: string;
	readonly members: ReadonlySet<string>;
	/** Node that holds each pod range. */
	readonly routes: readonly {
		readonly prefix: string;
		readonly node: string;
		readonly because: Reason;
	}[];
}

/** How Azure asks whether a node may get new flows (3.29): from 168.63.129.16 to the node's own address. */
export interface Probe {
	/** What a 200 means: `tcp` is content with a handshake. */
	readonly kind: 'tcp' | 'http' | 'https';
	readonly port: number;
	/** Null for tcp. */
	readonly path: string | null;
	readonly because: Reason;
}

/** A rule of an Azure load balancer: one Service port at one frontend. */
export interface LoadBalancerRule {
	readonly name: string;
	/** Choice point, `load-balancer/NAMESPACE/SERVICE:PORT`. */
	readonly point: string;
	readonly frontend: string;
	readonly port: number;
	readonly protocol: Protocol;
	readonly floatingIP: boolean;
	/** What the node is sent: the service port, or the node port without floating IP (3.14, 3.17). */
	readonly backendPort: number;
	/** Null where nothing is asked, and every node of the pool gets flows. */
	readonly probe: Probe | null;
	/** Nodes that may be chosen at all (3.24). */
	readonly pool: readonly string[];
	/** Does a client stay on its node: a hash of two addresses instead of the whole tuple (3.25). */
	readonly sticky: boolean;
	/** Nodes of which the control plane would say that they answer the probe; a walk asks them by packets. */
	readonly healthy: readonly string[];
	/** Why a node is healthy or not (3.29). */
	readonly health: Reason;
	readonly because: Reason;
	readonly source: Source;
}

export interface LoadBalancer {
	readonly name: string;
	readonly internal: boolean;
	readonly rules: readonly LoadBalancerRule[];
	/** Public address of the outbound rule; null where there is none (4.2). */
	readonly outboundIP: string | null;
}

/** Who holds an address. */
export type Owner =
	| { readonly kind: 'pod'; readonly pod: Pod }
	| { readonly kind: 'node'; readonly node: Node }
	| { readonly kind: 'host'; readonly host: Host }
	| { readonly kind: 'service'; readonly service: Service }
	| { readonly kind: 'frontend'; readonly loadBalancer: LoadBalancer; readonly service: Service }
	| { readonly kind: 'outbound'; readonly loadBalancer: LoadBalancer };

/** The compiled network. Nodes are compiled when first asked for, and kept. */
export interface Network {
	readonly world: World;
	node(name: string): NodeConfig;
	readonly nics: ReadonlyMap<string, Nic>;
	/** The NIC that Azure delivers an address to, by its primary and secondary addresses. */
	nicOf(address: string): Nic | null;
	readonly subnets: ReadonlyMap<string, SubnetConfig>;
	readonly groups: ReadonlyMap<string, EffectiveGroup>;
	readonly routingDomain: RoutingDomain | null;
	readonly loadBalancers: readonly LoadBalancer[];
	/**
	 * Does a service tag hold the address, as seen from one subnet? Null for a tag that we do not know.
	 * `Internet` is no list of prefixes, and what `VirtualNetwork` holds differs by subnet (7.8 to 7.10).
	 */
	inTag(
		tag: string,
		subnet: string,
		address: string
	): { readonly holds: boolean; readonly because: Reason } | null;
	owner(address: string): Owner | null;
}

/** A connection as one node's kernel keeps it: two tuples, and NAT is the difference between them. */
export interface ConntrackEntry {
	readonly original: FiveTuple;
	readonly reply: FiveTuple;
	readonly seenReply: boolean;
}
