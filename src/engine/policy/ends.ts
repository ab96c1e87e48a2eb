/**
 * The two ends of a flow, as policies see them.
 *
 *   from ──egress of from──▶ ──ingress of to──▶ to
 */
import type { Protocol } from '../types.ts';
import type { ContainerPort, Pod } from '../world.ts';

/** Seen from the pod that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** Who sends or receives: a pod, a node itself, or an address outside the cluster. */
export type End =
	| { readonly kind: 'pod'; readonly pod: Pod }
	| { readonly kind: 'node'; readonly name: string; readonly address: string }
	| { readonly kind: 'outside'; readonly address: string };

/** What is sent: `port` is the destination's own, a pod's and never a Service's (fact 9.10); 0 for icmp. */
export interface Traffic {
	readonly protocol: Protocol;
	readonly port: number;
}

/** The pod that selectors can find at this end. One in its node's network is only an address. */
export const podAt = (end: End): Pod | null =>
	end.kind === 'pod' && !end.pod.hostNetwork ? end.pod : null;

/** The node whose own address this end has: the node itself, and each pod in its network. */
export function nodeAt(end: End): string | null {
	if (end.kind === 'node') return end.name;
	return end.kind === 'pod' && end.pod.hostNetwork ? end.pod.node : null;
}

export const addressOf = (end: End): string => (end.kind === 'pod' ? end.pod.address : end.address);

/** Ports that a policy can name at this end; only a pod with a network of its own has some. */
export const portsAt = (end: End): readonly ContainerPort[] => podAt(end)?.ports ?? [];
