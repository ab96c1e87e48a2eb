/** All policies of a world, ready to be asked often: selections are worked out once for all pods that are alike. */
import type { Labels, Pod, World } from '../world.ts';
import type { Direction } from './ends.ts';
import { build, type Peer, type PodPeer, type Policy } from './rules.ts';
import { matches } from './selector.ts';

export interface PolicySet {
	/** The policies that select this pod for this direction, by name. */
	readonly selecting: (direction: Direction, pod: Pod) => readonly Policy[];
	/** Is the pod among those that the selectors of a peer name? */
	readonly names: (peer: PodPeer, pod: Pod) => boolean;
}

/** Pods of one namespace with equal labels: no selector can tell them apart. */
interface Alike {
	readonly namespace: string;
	readonly labels: Labels;
	readonly selecting: Readonly<Record<Direction, readonly Policy[]>>;
	readonly named: Map<Peer, boolean>;
}

export function policySet(world: Pick<World, 'policies' | 'namespaces'>): PolicySet {
	// Sorted, so that the evidence too does not depend on the order of the files (fact 9.1).
	const policies = Map.groupBy(
		world.policies.map(build).sort(byName),
		({ namespace }) => namespace
	);
	const groups = new Map<string, Alike>();
	const groupOf = new WeakMap<Pod, Alike>();

	const group = ({ namespace, labels }: Pod): Alike => {
		const selectedBy = (policies.get(namespace) ?? []).filter(({ selector }) =>
			matches(selector, labels)
		);
		const selecting = (direction: Direction) =>
			selectedBy.filter(({ directions }) => directions.includes(direction));
		return {
			namespace,
			labels,
			named: new Map(),
			selecting: { ingress: selecting('ingress'), egress: selecting('egress') }
		};
	};

	const alike = (pod: Pod): Alike => {
		const known = groupOf.get(pod);
		if (known) return known;
		const key = JSON.stringify([pod.namespace, Object.entries(pod.labels).sort()]);
		const found = groups.get(key) ?? group(pod);
		groups.set(key, found);
		groupOf.set(pod, found);
		return found;
	};

	/** What the selectors of a peer mean (fact 9.5): alone `podSelector` looks into the policy's own namespace, beside `namespaceSelector` both must hold. */
	const chooses = (peer: PodPeer, { namespace, labels }: Alike): boolean =>
		peer.kind === 'neighbours'
			? namespace === peer.namespace && matches(peer.pods, labels)
			: matches(peer.namespaces, world.namespaces.get(namespace)?.labels ?? {}) &&
				(peer.pods === null || matches(peer.pods, labels));

	return {
		selecting: (direction, pod) => alike(pod).selecting[direction],
		names: (peer, pod) => {
			const pods = alike(pod);
			let answer = pods.named.get(peer);
			if (answer === undefined) pods.named.set(peer, (answer = chooses(peer, pods)));
			return answer;
		}
	};
}

const byName = (a: Policy, b: Policy): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
