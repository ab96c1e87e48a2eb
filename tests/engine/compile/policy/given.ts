/** Which hooks of which nodes a packet crosses between two ends, and what the compiled chains say of it there. */
import { compile } from '#engine/compile/index.ts';
import { runHook } from '#engine/iptables/run.ts';
import { isMember } from '#engine/iptables/sets.ts';
import type { CtState, Network } from '#engine/network.ts';
import type { End, Traffic } from '#engine/policy/index.ts';
import type { PolicyEngine, World } from '#engine/world.ts';
import type { RandomWorld } from '../../policy/random.ts';
import { cluster } from '../worlds.ts';

/** A random world with a cluster around it. */
export const networkOf = (world: RandomWorld, policyEngine: PolicyEngine): Network =>
	compile({
		...world,
		nodes: world.nodes.map((node, i) => ({ ...node, podCIDR: `10.244.${i}.0/24` })),
		cluster: cluster('overlay', { policyEngine }),
		services: [],
		hosts: [],
		problems: [],
		ignored: []
	} satisfies World);

interface Crossing {
	readonly node: string;
	readonly hook: 'INPUT' | 'FORWARD' | 'OUTPUT';
	readonly in: string | null;
	readonly out: string | null;
}

/** The node of an end, and the link that leads to it there; null for the node itself. */
function placeOf(network: Network, end: End): { node: string; link: string | null } | null {
	if (end.kind === 'outside') return null;
	if (end.kind === 'node') return { node: end.name, link: null };
	const { namespace, name, node, hostNetwork } = end.pod;
	if (hostNetwork) return { node, link: null };
	const pod = network.node(node).pods.find((one) => one.name === `${namespace}/${name}`);
	return { node, link: pod!.hostLink };
}

/** Nothing where the packet never reaches a hook of a node. */
export function crossings(network: Network, from: End, to: End): readonly Crossing[] {
	const [a, b] = [placeOf(network, from), placeOf(network, to)];
	if (a && b && a.node === b.node) {
		if (a.link === b.link) return []; // to itself
		const hook = !a.link ? 'OUTPUT' : !b.link ? 'INPUT' : 'FORWARD';
		return [{ node: a.node, hook, in: a.link, out: b.link }];
	}
	return [
		...(a
			? [
					{
						node: a.node,
						hook: a.link ? ('FORWARD' as const) : ('OUTPUT' as const),
						in: a.link,
						out: 'eth0'
					}
				]
			: []),
		...(b
			? [
					{
						node: b.node,
						hook: b.link ? ('FORWARD' as const) : ('INPUT' as const),
						in: 'eth0',
						out: b.link
					}
				]
			: [])
	];
}

const addressOf = (end: End): string => (end.kind === 'pod' ? end.pod.address : end.address);

/** Do the filter rules of every crossed hook let the packet pass. */
export const passes = (
	network: Network,
	from: End,
	to: End,
	{ protocol, port }: Traffic,
	{ state = 'NEW', mark = 0 }: { state?: CtState; mark?: number } = {}
): boolean =>
	crossings(network, from, to).every(({ node, hook, ...links }) => {
		const { rules, ipsets } = network.node(node);
		const { verdict } = runHook(rules.filter, hook, {
			...links,
			tuple: {
				protocol,
				src: addressOf(from),
				srcPort: protocol === 'icmp' ? 0 : 49152,
				dst: addressOf(to),
				dstPort: port
			},
			mark,
			ctstates: [state],
			isLocal: () => false,
			wasSeen: () => false,
			inSet: (name, ends, tuple) => isMember(ipsets, name, ends, tuple),
			choose: () => {
				throw new Error('no choice is made in filter');
			}
		});
		return verdict === 'accept';
	});
