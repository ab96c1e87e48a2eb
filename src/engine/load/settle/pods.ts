/** Pods of the manifests and pods that workloads make, each on a node, each with an address. */
import type { Objects, Pod, Workload } from '../../world.ts';
import type { Addresses } from './addresses.ts';
import type { PlacedNode, PodDraft } from './draft.ts';
import { nameOf, type Findings } from './findings.ts';
import { membersOf } from './members.ts';
import { Placement } from './placement.ts';
import { addressOf } from './pod-address.ts';

interface Settling {
	readonly objects: Objects;
	readonly nodes: readonly PlacedNode[];
	readonly addresses: Addresses;
	readonly findings: Findings;
	readonly order: (a: Workload | PodDraft, b: Workload | PodDraft) => number;
}

export function placePods({
	objects,
	nodes,
	addresses,
	findings,
	order
}: Settling): readonly Pod[] {
	const placement = new Placement(nodes);
	const members = membersOf(objects, nodes);
	const units = [...objects.pods, ...members.keys()].sort(order);
	const drafts = units.flatMap((unit) => ('replicas' in unit ? (members.get(unit) ?? []) : [unit]));
	// What is given comes first: the others are placed around it.
	for (const draft of drafts) placement.pin(draft);
	const homeless: Homeless = new Map();
	const pods = drafts.flatMap((draft) => {
		const node = placement.nodeOf(draft);
		if (typeof node === 'string') {
			const who = `${draft.owner ?? `pod/${nameOf(draft)}`} ${node}`;
			homeless.set(who, [...(homeless.get(who) ?? []), draft]);
			return [];
		}
		const address = addressOf(draft, node, { cluster: objects.cluster, addresses, findings });
		return address === null ? [] : [settled(draft, node, address)];
	});
	noteHomeless(homeless, findings);
	return pods;
}

/** Pods without a node, by who they are and why. */
type Homeless = Map<string, PodDraft[]>;

/** Once for all pods of a workload that have the same trouble. */
function noteHomeless(homeless: Homeless, findings: Findings): void {
	for (const [who, drafts] of homeless)
		for (const { where, source } of drafts.slice(0, 1)) {
			const at = where['spec.nodeName'] ?? where['spec.nodeSelector'] ?? source;
			const left = drafts.length === 1 ? 'it is left out' : `${drafts.length} pods are left out`;
			findings.problem('pod-unplaceable', `${who}; ${left}`, at);
		}
}

const settled = (pod: PodDraft, node: PlacedNode, address: string): Pod => ({
	namespace: pod.namespace,
	name: pod.name,
	labels: pod.labels,
	owner: pod.owner,
	hostNetwork: pod.hostNetwork,
	phase: pod.phase,
	ready: pod.ready,
	terminating: pod.terminating,
	ports: pod.ports,
	node: node.name,
	address,
	source: pod.source,
	where: pod.where
});
