/** Nodes and pods on their way into the world. */
import type { Labels, Node, PodObject, Subnet } from '../../world.ts';
import type { Source } from '../../types.ts';

/** A node that will exist, as far as it is given. */
export interface NodeDraft {
	readonly name: string;
	readonly labels: Labels;
	readonly pool: string;
	readonly subnet: Subnet;
	readonly maxPods: number;
	readonly internalIP: string | null;
	readonly podCIDR: string | null;
	readonly takesPods: boolean;
	readonly source: Source;
}

/** A node that has its addresses. `secondary` grows by pods that bring an address of their own. */
export interface PlacedNode extends NodeDraft {
	readonly address: string;
	readonly secondary: string[];
}

/** A pod of the manifests, or one that a workload makes. */
export type PodDraft = PodObject;

export const asNode = ({
	name,
	labels,
	pool,
	subnet,
	address,
	podCIDR,
	secondary,
	source
}: PlacedNode): Node => ({
	name,
	labels,
	pool,
	subnet: subnet.name,
	address,
	podCIDR,
	secondary,
	source
});
