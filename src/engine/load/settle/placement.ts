/** Which node takes a pod: the given one, otherwise that with the fewest pods of the same workload, then the fewest pods at all, then by name. */
import { contains } from '../../ip.ts';
import type { PlacedNode, PodDraft } from './draft.ts';
import { fits } from './members.ts';

interface Load {
	readonly node: PlacedNode;
	pods: number;
	/** Pods by workload. */
	readonly of: Map<string, number>;
}

export class Placement {
	readonly #loads: readonly Load[];
	readonly #byName: ReadonlyMap<string, Load>;
	readonly #pinned = new Map<PodDraft, Load>();

	constructor(nodes: readonly PlacedNode[]) {
		const sorted = [...nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
		this.#loads = sorted.map((node) => ({ node, pods: 0, of: new Map<string, number>() }));
		this.#byName = new Map(this.#loads.map((load) => [load.node.name, load]));
	}

	/** Counts a pod whose node is given, or told by an address. */
	pin(pod: PodDraft): void {
		const load = pod.nodeName === null ? this.#told(pod) : this.#byName.get(pod.nodeName);
		if (!load) return;
		this.#pinned.set(pod, load);
		count(pod, load);
	}

	/** The node, or why there is none. */
	nodeOf(pod: PodDraft): PlacedNode | string {
		const pinned = this.#pinned.get(pod);
		if (pinned) return pinned.node;
		if (pod.nodeName !== null) return `names the node ${pod.nodeName}, which cannot join`;
		const best = this.#best(pod);
		if (!best) return this.#whyNone(pod);
		count(pod, best);
		return best.node;
	}

	#told({ hostIP, podIP, hostNetwork }: PodDraft): Load | undefined {
		const nodeIP = hostIP ?? (hostNetwork ? podIP : null);
		if (nodeIP === null && podIP === null) return undefined;
		return this.#loads.find(({ node: { address, podCIDR } }) =>
			nodeIP === null
				? podIP !== null && podCIDR !== null && contains(podCIDR, podIP)
				: address === nodeIP
		);
	}

	#best({ owner, nodeSelector }: PodDraft): Load | null {
		let best: Load | null = null;
		let fewest = Infinity;
		for (const load of this.#loads) {
			const { node, pods, of } = load;
			if (pods >= node.maxPods || !node.takesPods) continue;
			const siblings = owner === null ? 0 : (of.get(owner) ?? 0);
			const isBetter =
				siblings < fewest || (siblings === fewest && pods < (best?.pods ?? Infinity));
			if (isBetter && fits(nodeSelector, node.labels)) [best, fewest] = [load, siblings];
		}
		return best;
	}

	#whyNone({ nodeSelector }: PodDraft): string {
		const fitting = this.#loads.filter(({ node }) => fits(nodeSelector, node.labels));
		if (!fitting.length) return 'has a nodeSelector that no node fits';
		return fitting.some(({ node }) => node.takesPods)
			? 'finds no node with room'
			: 'finds no node that takes pods';
	}
}

function count({ owner }: PodDraft, load: Load): void {
	load.pods++;
	if (owner !== null) load.of.set(owner, (load.of.get(owner) ?? 0) + 1);
}
