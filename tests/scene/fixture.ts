/** Worlds and walks made up in memory, of any size, for the picture alone: nothing here is true to a network. */
import type { Network } from '#engine/network.ts';
import type {
	Depth,
	Device,
	FiveTuple,
	Leg,
	LegName,
	Step,
	Trace,
	Verdict
} from '#engine/types.ts';
import type { Node, Pod, World } from '#engine/world.ts';

const source = { file: 'manifests.yaml', line: 1, column: 1 };

export interface Size {
	readonly nodes: number;
	readonly pods: number;
	readonly vms: number;
	/** Length of the names of pods and nodes. */
	readonly name: number;
}

const long = (start: string, length: number) =>
	(start + '-abcdefgh-ijklmnop-qrstuvwx').slice(0, Math.max(start.length, length));

export function worldOf({ nodes: nodeCount, pods: podCount, vms, name }: Size): World {
	const nodes = Array.from({ length: nodeCount }, (_, i): Node => ({
		name: `${long('aks-pool', name)}-${String(i).padStart(6, '0')}`,
		labels: {},
		pool: 'pool',
		subnet: 'aks-subnet',
		address: `10.224.0.${4 + i}`,
		podCIDR: `10.244.${i}.0/24`,
		secondary: [],
		source
	}));
	const pods = nodes.flatMap((node, n) =>
		Array.from({ length: podCount }, (_, i): Pod => ({
			namespace: 'shop',
			name: `${long('web', name)}-${n}-${i}`,
			labels: {},
			owner: null,
			node: node.name,
			address: `10.244.${n}.${4 + i}`,
			hostNetwork: false,
			phase: 'Running',
			ready: true,
			terminating: false,
			ports: [],
			source,
			where: {}
		}))
	);
	return {
		cluster: {
			name: 'aks',
			names: [],
			nodeResourceGroup: 'rg',
			model: 'overlay',
			dataplane: 'iptables',
			policyEngine: 'none',
			podCIDR: '10.244.0.0/16',
			serviceCIDR: '10.0.0.0/16',
			dnsServiceIP: '10.0.0.10',
			outboundType: 'loadBalancer',
			pools: [],
			virtualNetworks: [
				{
					name: 'aks-vnet',
					prefixes: ['10.224.0.0/12'],
					managed: true,
					subnets: [
						{ name: 'aks-subnet', prefix: '10.224.0.0/16', securityGroup: null, routeTable: null },
						...(vms
							? [
									{
										name: 'vm-subnet',
										prefix: '10.225.0.0/24',
										securityGroup: null,
										routeTable: null
									}
								]
							: [])
					]
				}
			],
			securityGroups: [],
			routeTables: [],
			hosts: [],
			settings: {
				clusterCIDR: null,
				masqueradeAll: false,
				randomFully: false,
				localhostNodePorts: true,
				nonMasqueradeCIDRs: null,
				masqLinkLocal: false,
				hairpin: 'promisc'
			},
			source,
			where: {}
		},
		namespaces: new Map(),
		nodes,
		pods,
		services: [],
		policies: [],
		hosts: Array.from({ length: vms }, (_, i) => ({
			kind: 'vm' as const,
			name: `vm-${i}`,
			address: `10.225.0.${4 + i}`,
			subnet: 'vm-subnet',
			listens: null,
			source
		})),
		problems: [],
		ignored: []
	};
}

export const networkOf = (world: World): Network =>
	({
		world,
		loadBalancers: [
			{
				name: 'kubernetes',
				internal: false,
				outboundIP: '198.51.100.1',
				rules: [{ name: 'r', frontend: '198.51.100.10', port: 80 }]
			}
		]
	}) as unknown as Network;

const depthOf = (stage: string): Depth =>
	/^(send|receive|inbound)$/.test(stage)
		? 'concept'
		: /^(raw|mangle|hand)/.test(stage)
			? 'rule'
			: 'component';

const tuple = (dst: string): FiveTuple => ({
	protocol: 'tcp',
	src: '203.0.113.10',
	srcPort: 49152,
	dst,
	dstPort: 80
});

function stepOf([at, stage]: readonly [Device, string], index: number): Step {
	const verdict: Verdict =
		stage === 'receive' ? 'deliver' : stage === 'nat-prerouting' && index % 2 ? 'rewrite' : 'pass';
	return {
		at,
		stage,
		depth: depthOf(stage),
		verdict,
		before: tuple('198.51.100.10'),
		after: tuple(verdict === 'rewrite' ? '10.244.1.4' : '198.51.100.10'),
		carries: { mark: 0, in: null, out: null, conntrack: 'new' },
		rules: [],
		tried: 0,
		remembers: [],
		because: [
			{
				code: 'route-pod',
				says: 'The node has a route to this pod, and that is where the packet goes next.',
				certainty: 'kernel'
			}
		]
	};
}

type Hop = readonly [Device, string];
const on = (at: Device, ...stages: readonly string[]): readonly Hop[] =>
	stages.map((stage) => [at, stage] as const);
const nic = ({ name }: Device, ...stages: readonly string[]) =>
	on({ kind: 'nic', name }, ...stages);
const enter = (machine: Device) => nic(machine, 'subnet-nsg-in', 'nic-nsg-in', 'hand-over');
const leave = (machine: Device) => nic(machine, 'nic-nsg-out', 'subnet-nsg-out');
const forward = (node: Device) =>
	on(
		node,
		'raw-prerouting',
		'conntrack',
		'mangle-prerouting',
		'nat-prerouting',
		'routing',
		'mangle-forward',
		'filter-forward',
		'mangle-postrouting',
		'nat-postrouting',
		'transmit'
	);
const gateway = (...stages: readonly string[]) =>
	on({ kind: 'subnet-gateway', name: 'aks-subnet' }, ...stages);

export const client: Device = { kind: 'internet-host', name: '203.0.113.10' };
const internet: Device = { kind: 'internet', name: 'internet' };
const balancer: Device = { kind: 'load-balancer', name: 'kubernetes' };
export const nodeAt = (world: World, n: number): Device => ({
	kind: 'node',
	name: world.nodes[n % world.nodes.length]!.name
});
export const podAt = (world: World, n: number, i = 0): Device => {
	const node = nodeAt(world, n);
	const pods = world.pods.filter((pod) => pod.node === node.name);
	return { kind: 'pod', name: `shop/${pods[i % pods.length]!.name}` };
};

/** Client → load balancer → node `a` → (node `b`) → pod; the reply goes back without the load balancer. */
export function fromInternet(
	world: World,
	a: number,
	b: number
): readonly [readonly Hop[], readonly Hop[]] {
	const [first, second, pod] = [nodeAt(world, a), nodeAt(world, b), podAt(world, b)];
	const far = first.name !== second.name;
	const between = (from: Device, to: Device) =>
		far ? [...leave(from), ...gateway('route'), ...enter(to), ...forward(to)] : [];
	return [
		[
			...on(client, 'send'),
			...on(internet, 'route'),
			...on(balancer, 'inbound'),
			...enter(first),
			...forward(first),
			...between(first, second),
			...on(pod, 'receive')
		],
		[
			...on(pod, 'send'),
			...forward(second),
			...between(second, first),
			...leave(first),
			...gateway('route', 'egress'),
			...on(internet, 'route'),
			...on(client, 'receive')
		]
	];
}

/** Pod → pod, on one node or across two. */
export function betweenPods(
	world: World,
	a: number,
	b: number
): readonly [readonly Hop[], readonly Hop[]] {
	const walk = (from: Device, fromNode: Device, to: Device, toNode: Device) => [
		...on(from, 'send'),
		...forward(fromNode),
		...(fromNode.name === toNode.name
			? []
			: [...leave(fromNode), ...gateway('route'), ...enter(toNode), ...forward(toNode)]),
		...on(to, 'receive')
	];
	const ends = [
		podAt(world, a, 0),
		nodeAt(world, a),
		podAt(world, b, 1),
		nodeAt(world, b)
	] as const;
	return [walk(...ends), walk(ends[2], ends[3], ends[0], ends[1])];
}

/** Pod → internet by the outbound rule. */
export function toInternet(world: World, a: number): readonly [readonly Hop[], readonly Hop[]] {
	const [pod, node] = [podAt(world, a), nodeAt(world, a)];
	return [
		[
			...on(pod, 'send'),
			...forward(node),
			...leave(node),
			...gateway('route', 'egress'),
			...on(balancer, 'outbound'),
			...on(internet, 'route'),
			...on(client, 'receive')
		],
		[
			...on(client, 'send'),
			...on(internet, 'route'),
			...on(balancer, 'inbound'),
			...enter(node),
			...forward(node),
			...on(pod, 'receive')
		]
	];
}

/** VM → pod of a node. */
export function fromMachine(world: World, b: number): readonly [readonly Hop[], readonly Hop[]] {
	const [vm, node, pod] = [
		{ kind: 'vm', name: 'vm-0' } as const,
		nodeAt(world, b),
		podAt(world, b)
	];
	const out = on({ kind: 'subnet-gateway', name: 'vm-subnet' }, 'route');
	return [
		[
			...on(vm, 'send'),
			...leave(vm),
			...out,
			...enter(node),
			...forward(node),
			...on(pod, 'receive')
		],
		[
			...on(pod, 'send'),
			...forward(node),
			...leave(node),
			...gateway('route'),
			...enter(vm),
			...on(vm, 'receive')
		]
	];
}

const legOf = (hops: readonly Hop[]): Leg => ({
	steps: hops.map(stepOf),
	wire: hops.flatMap(([device, stage], step) =>
		stage === 'send'
			? [
					{
						device,
						interface: 'eth0',
						direction: 'out' as const,
						tuple: tuple('198.51.100.10'),
						observable: true,
						step
					}
				]
			: []
	)
});

/** The same walk, dropped in silence at one of its steps. */
export function lostAt([request]: readonly [readonly Hop[], readonly Hop[]], at: number): Trace {
	const { steps, wire } = legOf(request.slice(0, (at % request.length) + 1));
	const last = steps.at(-1)!;
	const leg: Leg = {
		steps: [...steps.slice(0, -1), { ...last, verdict: 'drop', after: last.before }],
		wire
	};
	const whole = traceOf([request, []]);
	return {
		...whole,
		disposition: 'dropped',
		deliveredTo: null,
		order: [{ connection: 'c1', leg: 'request' }],
		connections: [
			{
				...whole.connections[0]!,
				request: leg,
				reply: null,
				next: null,
				disposition: 'dropped',
				listens: null,
				clientSees: 'timeout'
			}
		]
	};
}

export function traceOf([request, reply]: readonly [readonly Hop[], readonly Hop[]]): Trace {
	const legs: Record<LegName, Leg> = {
		request: legOf(request),
		reply: legOf(reply),
		next: legOf(request)
	};
	return {
		version: 1,
		model: 'overlay',
		dataplane: 'iptables',
		policyEngine: 'none',
		from: 'internet',
		to: 'service/shop/web:80',
		disposition: 'delivered',
		deliveredTo: 'pod/shop/web:80',
		problems: [],
		ignored: [],
		choices: [],
		order: [
			{ connection: 'c1', leg: 'request' },
			{ connection: 'c1', leg: 'reply' },
			{ connection: 'c1', leg: 'next' }
		],
		connections: [
			{
				id: 'c1',
				parent: null,
				purpose: 'request',
				from: 'internet',
				to: 'service/shop/web:80',
				...legs,
				disposition: 'delivered',
				listens: 'yes',
				clientSees: 'answer'
			}
		]
	};
}

/** A name is looked up first: pod → CoreDNS on another node → the platform's resolver, and then the walk itself. */
export function withLookup(
	world: World,
	a: number,
	b: number,
	walk: readonly [readonly Hop[], readonly Hop[]]
): Trace {
	const [pod, node, dns, dnsNode] = [
		podAt(world, a),
		nodeAt(world, a),
		podAt(world, b, 1),
		nodeAt(world, b)
	];
	const platform: Device = { kind: 'platform', name: '168.63.129.16' };
	const far = node.name !== dnsNode.name;
	const across = (from: Device, to: Device) =>
		far ? [...leave(from), ...gateway('route'), ...enter(to), ...forward(to)] : [];
	const lookup = [
		[...on(pod, 'send'), ...forward(node), ...across(node, dnsNode), ...on(dns, 'receive')],
		[...on(dns, 'send'), ...forward(dnsNode), ...across(dnsNode, node), ...on(pod, 'receive')]
	] as const;
	const upstream = [
		[
			...on(dns, 'send'),
			...forward(dnsNode),
			...leave(dnsNode),
			...gateway('route'),
			...on(platform, 'receive')
		],
		[...on(platform, 'send'), ...enter(dnsNode), ...forward(dnsNode), ...on(dns, 'receive')]
	] as const;
	const whole = traceOf(walk);
	const [request] = whole.connections;
	const connection = (
		id: string,
		parent: string | null,
		purpose: 'dns' | 'dns-upstream',
		[there, back]: readonly [readonly Hop[], readonly Hop[]]
	) => ({
		...request!,
		id,
		parent,
		purpose,
		request: legOf(there),
		reply: legOf(back),
		next: null
	});
	return {
		...whole,
		order: [
			{ connection: 'd1', leg: 'request' },
			{ connection: 'd2', leg: 'request' },
			{ connection: 'd2', leg: 'reply' },
			{ connection: 'd1', leg: 'reply' },
			...whole.order
		],
		connections: [
			connection('d1', null, 'dns', lookup),
			connection('d2', 'd1', 'dns-upstream', upstream),
			...whole.connections
		]
	};
}
