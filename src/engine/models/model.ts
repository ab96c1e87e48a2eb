/**
 * What a network model is. A model says who gets which address and what is put
 * into each device; the stages that read those devices know no model.
 *
 * To add one: a file beside this one, a line in `index.ts`, its id in `world.ts`.
 */
import type { LinkAddress, Link, Neighbour, PodConfig, Route } from '../network.ts';
import type { Reason } from '../types.ts';
import type { ModelId, Node, World } from '../world.ts';

/** The part of a node that depends on the model: everything but its rules. */
export interface Plumbing {
	readonly links: readonly Link[];
	readonly addresses: readonly LinkAddress[];
	readonly neighbours: readonly Neighbour[];
	readonly routes: readonly Route[];
	readonly sysctls: Readonly<Record<string, number>>;
	readonly ebtables: readonly string[];
	readonly pods: readonly PodConfig[];
}

export interface NetworkModel {
	readonly id: ModelId;
	/** The name that AKS gives it. */
	readonly title: string;
	/** One sentence: what sets it apart. */
	readonly says: string;
	/** Pods take addresses from a /24 of the pod range that their node holds, or from their node's NIC. */
	readonly podAddresses: 'range-per-node' | 'secondary';
	/** Offset of the first pod's address in the node's range (node range only). */
	readonly firstPod: number;
	/** Fact 2.13. */
	readonly defaultMaxPods: number;
	/** How Azure finds the node of a pod address: a user-defined route per node, the NIC's own addresses, or a routing domain. */
	readonly podsReachedBy: 'route-table' | 'nic' | 'routing-domain';
	/** Must the NIC accept packets for other addresses than its own (8.9, 8.10). */
	readonly ipForwarding: boolean;
	/** Default of kube-proxy's `--cluster-cidr`, with the reason. */
	clusterCIDR(world: World): { readonly cidr: string; readonly because: Reason };
	/** Default list of ranges that the masquerade agent leaves alone, each with the reason. */
	nonMasquerade(world: World): readonly { readonly cidr: string; readonly because: Reason }[];
	plumb(node: Node, world: World): Plumbing;
}
