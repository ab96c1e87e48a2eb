/** The address of a pod on its node: given, its node's own, or the next free one of the node. */
import { contains } from '../../ip.ts';
import { modelOf } from '../../models/index.ts';
import type { Cluster } from '../../world.ts';
import type { Addresses } from './addresses.ts';
import type { PlacedNode, PodDraft } from './draft.ts';
import { nameOf, type Findings } from './findings.ts';

interface Giving {
	readonly cluster: Cluster;
	readonly addresses: Addresses;
	readonly findings: Findings;
}

/** Null where the pod gets none and is left out. */
export function addressOf(
	pod: PodDraft,
	node: PlacedNode,
	{ cluster, addresses, findings }: Giving
): string | null {
	const { podIP } = pod;
	const place = pod.where['status.podIP'] ?? pod.source;
	if (pod.hostNetwork) {
		if (podIP !== null && podIP !== node.address)
			findings.problem(
				'address-outside-range',
				`pod ${nameOf(pod)} has hostNetwork and ${podIP}, but its node ${node.name} has ${node.address}, which is taken`,
				place
			);
		return node.address;
	}
	const range = node.podCIDR ?? node.subnet.prefix;
	if (podIP === null) {
		const free =
			node.podCIDR === null
				? nextSecondary(node, pod, addresses)
				: addresses.allocate(range, `pod/${nameOf(pod)}`, modelOf(cluster.model).firstPod);
		if (free === null)
			findings.problem(
				'range-exhausted',
				`node ${node.name} has no address left for pod ${nameOf(pod)}; it is left out`,
				pod.source
			);
		return free;
	}
	const owner = addresses.owner(podIP);
	if (owner !== `pod/${nameOf(pod)}`) {
		findings.problem(
			'duplicate-address',
			`pod ${nameOf(pod)} has ${podIP}, which ${owner} has too; it is left out`,
			place
		);
		return null;
	}
	if (!contains(range, podIP))
		findings.problem(
			'address-outside-range',
			`pod ${nameOf(pod)} has ${podIP}, which is not in ${range} of node ${node.name}`,
			place
		);
	if (node.podCIDR === null && !node.secondary.includes(podIP)) node.secondary.push(podIP);
	return podIP;
}

const cursors = new WeakMap<PlacedNode, number>();

/** The next address of the node's card that no pod has. */
function nextSecondary(node: PlacedNode, pod: PodDraft, addresses: Addresses): string | null {
	for (let i = cursors.get(node) ?? 0; i < node.secondary.length; i++) {
		const ip = node.secondary[i]!;
		if (addresses.owner(ip)?.startsWith('pod/')) continue;
		addresses.claim(ip, `pod/${nameOf(pod)}`);
		cursors.set(node, i + 1);
		return ip;
	}
	return null;
}
