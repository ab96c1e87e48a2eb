/** Pods by namespace and label, so that a selector asks few of them. */
import { matches } from '../../policy/selector.ts';
import type { Labels, LabelSelector, Pod } from '../../world.ts';
import { fits } from './members.ts';

export class PodIndex {
	readonly #byNamespace: ReadonlyMap<string, readonly Pod[]>;
	readonly #byLabel = new Map<string, Pod[]>();

	constructor(pods: readonly Pod[]) {
		this.#byNamespace = Map.groupBy(pods, ({ namespace }) => namespace);
		for (const pod of pods)
			for (const [key, value] of Object.entries(pod.labels)) {
				const place = `${pod.namespace} ${key} ${value}`;
				const list = this.#byLabel.get(place);
				if (list) list.push(pod);
				else this.#byLabel.set(place, [pod]);
			}
	}

	/** The pods of a namespace that have all of these labels. */
	labelled(namespace: string, labels: Labels): readonly Pod[] {
		return this.#candidates(namespace, labels).filter((pod) => fits(labels, pod.labels));
	}

	/** Does the selector choose a pod of the namespace? */
	hasAny(namespace: string, selector: LabelSelector): boolean {
		return this.#candidates(namespace, selector.matchLabels).some((pod) =>
			matches(selector, pod.labels)
		);
	}

	/** The shortest list that holds them all. */
	#candidates(namespace: string, labels: Labels): readonly Pod[] {
		let least = this.#byNamespace.get(namespace) ?? [];
		for (const [key, value] of Object.entries(labels)) {
			const list = this.#byLabel.get(`${namespace} ${key} ${value}`) ?? [];
			if (list.length < least.length) least = list;
		}
		return least;
	}
}
