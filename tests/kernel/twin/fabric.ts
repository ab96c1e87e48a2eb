/**
 * A fixture that stands for Azure: one router between all machines. It proves
 * nothing about Azure and earns no mark; it only carries packets as the facts say.
 *
 *   node ── v0 ─┐         ┌─ v3 ── internet host
 *   node ── v1 ─┼─ azure ─┤
 *   VM   ── v2 ─┘         └─ …
 *
 * - It answers ARP for every address that it can route, with one MAC.
 * - Pod addresses are held by cards (Node Subnet, 1.25), or their ranges lie in a second
 *   routing table that only some consult (kubenet's route table 1.16, Overlay's domain 1.42).
 * - A frontend address is routed, untranslated, to the node that the trace chose (3.14).
 * - What a private address sends to the internet leaves with the outbound address.
 * - From the internet nothing opens a flow to a private address; all else has no route.
 */
import { prefix } from '#engine/ip.ts';
import type { Machine } from './machines.ts';
import type { Namespaces } from './namespaces.ts';

export const fabricPlace = 'azure';

/** Ranges that the internet does not carry (RFC 1918, RFC 6598). */
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

const mac = '12:34:56:78:9a:bc';
/** Priorities of rules, and routing tables: one for each node, and one for ranges of pods. */
const frontendRule = 10;
const rangesRule = 50;
const rangesTable = 100;
const nodeTable = 1000;

/** The load balancer's: what flows to the internet leave with, and what Services are reached at. */
export interface PublicAddresses {
	readonly outbound: string;
	readonly frontends: readonly string[];
}

/** The script that joins every machine to the router. A node's end of its wire is left bare: the engine says what it holds. */
export function weave(
	spaces: Namespaces,
	machines: readonly Machine[],
	addresses: PublicAddresses
): string[] {
	const others = machines.filter(({ kind }) => kind !== 'node');
	return [
		spaces.ip(
			fabricPlace,
			machines.map(
				({ place }, i) =>
					`link add v${i} address ${mac} type veth peer name eth0 netns ${spaces.name(place)}`
			)
		),
		spaces.inside(fabricPlace, 'sh -e', [
			'echo 1 > /proc/sys/net/ipv4/ip_forward',
			...machines.flatMap((_, i) => [
				`echo 1 > /proc/sys/net/ipv4/conf/v${i}/proxy_arp`,
				`echo 0 > /proc/sys/net/ipv4/neigh/v${i}/proxy_delay`
			])
		]),
		spaces.ip(fabricPlace, ['route add blackhole default', ...machines.flatMap(routes)]),
		spaces.inside(fabricPlace, 'iptables-nft-restore', rules(machines, addresses)),
		...others.map((machine) => spaces.ip(machine.place, holdings(machine)))
	];
}

function routes(
	{ kind, address, gateway, pods, ranges, asksRanges }: Machine,
	i: number
): string[] {
	const hop = `via ${address} dev v${i} onlink`;
	return [
		`addr add ${gateway}/32 dev v${i}`,
		`link set v${i} up`,
		`route add ${address}/32 dev v${i}`,
		...(kind === 'node' ? [`route add default ${hop} table ${nodeTable + i}`] : []),
		...(asksRanges ? [`rule add pref ${rangesRule} iif v${i} lookup ${rangesTable}`] : []),
		...pods.map((pod) => `route add ${pod} ${hop}`),
		...ranges.map((range) => `route add ${range} ${hop} table ${rangesTable}`)
	];
}

function rules(machines: readonly Machine[], { outbound, frontends }: PublicAddresses): string[] {
	const outside = machines.flatMap(({ kind }, i) => (kind === 'internet-host' ? [`v${i}`] : []));
	const each = (line: (port: string, block: string) => string) =>
		outside.flatMap((port) => privateBlocks.map((block) => line(port, block)));
	return [
		'*nat',
		':POSTROUTING ACCEPT [0:0]',
		...each(
			(port, block) => `-A POSTROUTING -s ${block} -o ${port} -j SNAT --to-source ${outbound}`
		),
		...frontends.flatMap((frontend) =>
			privateBlocks.map(
				(block) => `-A POSTROUTING -s ${block} -d ${frontend} -j SNAT --to-source ${outbound}`
			)
		),
		'COMMIT',
		'*filter',
		':FORWARD ACCEPT [0:0]',
		...each(
			(port, block) => `-A FORWARD -i ${port} -d ${block} -m conntrack --ctstate NEW -j DROP`
		),
		'COMMIT'
	];
}

const holdings = ({ address, gateway, subnet }: Machine): string[] => [
	`addr add ${address}/${subnet ? prefix(subnet).length : 32} dev eth0`,
	'link set eth0 up',
	`route add default via ${gateway} dev eth0 onlink`
];

/** A client's flow to a frontend, and the node that the load balancer of the trace chose for it. */
export interface Balanced {
	readonly frontend: string;
	readonly protocol: string;
	readonly sourcePort: number;
	readonly node: string;
}

export const balance = (
	spaces: Namespaces,
	machines: readonly Machine[],
	flows: readonly Balanced[]
) =>
	spaces.ip(
		fabricPlace,
		flows.map(({ frontend, protocol, sourcePort, node }) => {
			const table = nodeTable + machines.findIndex(({ place }) => place === `node/${node}`);
			return `rule add pref ${frontendRule} to ${frontend} ipproto ${protocol} sport ${sourcePort} lookup ${table}`;
		})
	);
