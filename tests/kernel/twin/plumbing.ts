/** Builds one node and its pods from the engine's own document of that node. */
import type { NodeDocument } from '#engine/exporters/index.ts';
import { ipsetRestore } from '#engine/iptables/print-sets.ts';
import type { Namespaces } from './namespaces.ts';

/**
 * The script that makes links, addresses, neighbours, routes, sysctls, frame rules, sets and iptables.
 * `eth0` is there already, since its other end is in the fabric.
 */
export function plumb(spaces: Namespaces, node: NodeDocument, rules: string): string[] {
	const place = `node/${node.name}`;
	return [
		spaces.ip(place, links(spaces, node.links)),
		spaces.inside(place, 'sh -e', sysctls(node.sysctls)),
		spaces.ip(place, holdings(node)),
		...node.pods.map((pod) => spaces.ip(`pod/${pod.name}`, ['link set eth0 up', ...holdings(pod)])),
		spaces.inside(
			place,
			'sh -e',
			node.ebtables.map((line) => `ebtables-nft ${line}`)
		),
		// Rules name sets, so these are there first.
		...(node.ipsets.length
			? [spaces.inside(place, 'ipset restore', [ipsetRestore(node.ipsets)])]
			: []),
		spaces.inside(place, 'iptables-nft-restore', [rules])
	];
}

/** Bridges first, because their ports name them. */
function links(spaces: Namespaces, all: NodeDocument['links']): string[] {
	const bridges = all.filter(({ kind }) => kind === 'bridge');
	const others = all.filter(({ kind }) => kind === 'veth' || kind === 'physical');
	const every = [...bridges, ...others];
	return [
		...bridges.map(({ name }) => `link add ${name} type bridge mcast_snooping 0`),
		...others.flatMap(({ name, pod }) =>
			pod === null
				? []
				: [`link add ${name} type veth peer name eth0 netns ${spaces.name(`pod/${pod}`)}`]
		),
		...every.flatMap(({ name, mac }) => (mac ? [`link set ${name} address ${mac}`] : [])),
		...every.map(({ name, mtu }) => `link set ${name} mtu ${mtu}`),
		...others.flatMap(({ name, master, hairpin }) =>
			master === null
				? []
				: [
						`link set ${name} master ${master}`,
						`link set ${name} type bridge_slave hairpin ${hairpin ? 'on' : 'off'}`
					]
		),
		...every.map(
			({ name, promiscuous }) => `link set ${name} promisc ${promiscuous ? 'on' : 'off'} up`
		)
	];
}

type Holder = Pick<NodeDocument, 'addresses' | 'neighbours' | 'routes'>;

/**
 * The kernel adds no route of its own (`noprefixroute`), so that a route which the
 * engine forgot is missing here too. Those without a router go first: they carry the others.
 */
function holdings({ addresses, neighbours, routes }: Holder): string[] {
	const direct = routes.filter(({ via }) => via === null);
	const routed = routes.filter(({ via }) => via !== null);
	return [
		...addresses
			.filter(({ link }) => link !== 'lo')
			.map(({ address, link }) => `addr add ${address} dev ${link} noprefixroute`),
		...[...direct, ...routed].map(({ to, via, link, src, scope }) => {
			const words = [via && `via ${via}`, `dev ${link}`, `scope ${scope}`, src && `src ${src}`];
			return ['route add', to, ...words.filter(Boolean)].join(' ');
		}),
		...neighbours.map(
			({ address, mac, link, state }) =>
				`neigh replace ${address} lladdr ${mac} dev ${link} nud ${state}`
		)
	];
}

const sysctls = (all: NodeDocument['sysctls']) =>
	Object.entries(all).map(
		([name, value]) => `echo ${value} > /proc/sys/${name.replaceAll('.', '/')}`
	);
