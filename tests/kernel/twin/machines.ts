/** Who is there, read from the settled world: the machines on the fabric, and who listens where. */
import { nth } from '#engine/ip.ts';
import type { Pod, World } from '#engine/world.ts';

/** Places are namespaces: `node/NAME`, `pod/NS/NAME`, `vm/NAME`, `internet-host/NAME`, as in a trace. */
export const placeOf = ({ kind, name }: { readonly kind: string; readonly name: string }) =>
	`${kind}/${name}`;
export const podPlace = ({ namespace, name }: Pick<Pod, 'namespace' | 'name'>) =>
	`pod/${namespace}/${name}`;

/** Something with a card of its own on the fabric. */
export interface Machine {
	readonly kind: 'node' | 'vm' | 'internet-host';
	readonly place: string;
	readonly address: string;
	/** The prefix of its subnet; null on the internet. */
	readonly subnet: string | null;
	readonly gateway: string;
	/** Pod addresses that its card holds itself (Node Subnet, 1.25). */
	readonly pods: readonly string[];
	/** Ranges of pods behind it, known only to those who ask the table of ranges. */
	readonly ranges: readonly string[];
	/** kubenet: whoever is in a subnet of nodes, for it has the route table (1.16). Overlay: nodes alone (1.42). */
	readonly asksRanges: boolean;
}

/** Where `internet` stands when a scenario names no host there (DESIGN section 8). */
export const internet = {
	kind: 'internet-host',
	name: '203.0.113.10',
	address: '203.0.113.10'
} as const;

export function machinesOf({ cluster, nodes, hosts }: World): Machine[] {
	const subnets = cluster.virtualNetworks.flatMap((network) => network.subnets);
	const prefixOf = (name: string) => subnets.find((subnet) => subnet.name === name)!.prefix;
	const withRouteTable = new Set(
		cluster.model === 'kubenet' ? nodes.map((node) => node.subnet) : []
	);
	const everyone = hosts.some(({ address }) => address === internet.address)
		? hosts
		: [...hosts, { ...internet, subnet: null }];
	return [
		...nodes.map((node): Machine => ({
			kind: 'node',
			place: `node/${node.name}`,
			address: node.address,
			subnet: prefixOf(node.subnet),
			gateway: nth(prefixOf(node.subnet), 1),
			pods: node.secondary,
			ranges: node.podCIDR ? [node.podCIDR] : [],
			asksRanges: true
		})),
		...everyone.map(({ kind, name, address, subnet }): Machine => ({
			kind,
			place: placeOf({ kind, name }),
			address,
			subnet: subnet && prefixOf(subnet),
			gateway: subnet ? nth(prefixOf(subnet), 1) : '169.254.0.1',
			pods: [],
			ranges: [],
			asksRanges: subnet !== null && withRouteTable.has(subnet)
		}))
	];
}

export interface Listener {
	readonly protocol: 'tcp' | 'udp';
	readonly port: number;
}

/** Where nothing is said about ports, these are taken for open. */
const usual: readonly Listener[] = [80, 443, 8080].flatMap((port) => [
	{ protocol: 'tcp', port },
	{ protocol: 'udp', port }
]);

/** The programs of every AKS node: SSH, the kubelet, kube-proxy's health check. */
const onEveryNode = [22, 10250, 10256];

/** The ports that pods declare and hosts name, and those of a node's own programs. */
export function listenersOf({
	nodes,
	pods,
	services,
	hosts
}: World): ReadonlyMap<string, readonly Listener[]> {
	const heard = (ports: readonly { protocol: string; port: number }[] | null) =>
		ports?.length
			? ports.filter((port): port is Listener => port.protocol === 'tcp' || port.protocol === 'udp')
			: usual;
	const healthChecks = services.flatMap(({ healthCheckNodePort }) => healthCheckNodePort ?? []);
	const ofNode = [...onEveryNode, ...healthChecks].map((port) => ({ protocol: 'tcp', port }));
	return new Map([
		[placeOf(internet), usual] as const,
		...nodes.map(({ name }) => [`node/${name}`, heard(ofNode)] as const),
		...pods
			.filter(({ hostNetwork }) => !hostNetwork)
			.map((pod) => [podPlace(pod), heard(pod.ports)] as const),
		...hosts.map((host) => [placeOf(host), heard(host.listens)] as const)
	]);
}
