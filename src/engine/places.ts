/** Finding a pod by its name: as an object, with its own network settings, and with its node's. */
import type { Network, NodeConfig, PodConfig } from './network.ts';
import type { Pod, World } from './world.ts';

const pods = new WeakMap<World, ReadonlyMap<string, Pod>>();

/** The pod called `NAMESPACE/NAME`, or null. */
export function podNamed(world: World, name: string): Pod | null {
	let known = pods.get(world);
	if (!known)
		pods.set(
			world,
			(known = new Map(world.pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod])))
		);
	return known.get(name) ?? null;
}

/** A pod with a network of its own, its settings and its node's. Throws where there is none: the walk brought us here. */
export function podAt(
	network: Network,
	name: string
): { readonly pod: Pod; readonly config: PodConfig; readonly node: NodeConfig } {
	const pod = podNamed(network.world, name);
	const node = pod && network.node(pod.node);
	const config = node?.pods.find((one) => one.name === name);
	if (!pod || !node || !config) throw new Error(`no pod network of ${name}`);
	return { pod, config, node };
}
