/** Pods by the words for them: a pod itself, or the first of a workload by name. */
import type { Network } from '../network.ts';
import { podNamed } from '../places.ts';
import type { Mistake } from '../question.ts';
import type { Device } from '../types.ts';
import type { Pod } from '../world.ts';
import { podWords, unknown, type Words } from './words.ts';

/** A pod with `hostNetwork` has no network of its own: its node speaks. */
export const podDevice = (pod: Pod): Device =>
	pod.hostNetwork ? { kind: 'node', name: pod.node } : { kind: 'pod', name: podWords(pod) };

/** The pod that words name: itself, or the first of a workload by name. */
export function findPod({ world }: Network, { kind, names }: Words): Pod | Mistake {
	const name = names.join('/');
	if (kind === 'pod')
		return podNamed(world, name) ?? unknown('pod', name, world.pods.map(podWords));
	const owned = world.pods
		.filter(({ owner }) => owner === `${kind}/${name}`)
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	return (
		owned[0] ??
		unknown(kind, name, [
			...new Set(
				world.pods.flatMap(({ owner }) =>
					owner?.startsWith(`${kind}/`) ? [owner.slice(kind.length + 1)] : []
				)
			)
		])
	);
}
