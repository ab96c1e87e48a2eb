/** The pods of workloads: made, unless some that the workload owns are given. */
import { matches } from '../../policy/selector.ts';
import type { Labels, Objects, Workload } from '../../world.ts';
import type { PlacedNode, PodDraft } from './draft.ts';
import { nameOf } from './findings.ts';

/** Pods to make, by workload. */
export function membersOf(
	{ workloads, pods }: Pick<Objects, 'workloads' | 'pods'>,
	nodes: readonly PlacedNode[]
): ReadonlyMap<Workload, readonly PodDraft[]> {
	const names = new Set(pods.map(nameOf));
	const given = Map.groupBy(pods, ({ namespace }) => namespace);
	const owners = new Set(workloads.map(ownerName));
	const members = new Map<Workload, readonly PodDraft[]>();
	for (const workload of workloads) {
		// The Deployment makes the pods of its ReplicaSets.
		if (workload.owner && owners.has(workload.owner)) continue;
		const owner = ownerName(workload);
		const hasPods = (given.get(workload.namespace) ?? []).some(
			(pod) => pod.owner === owner || matches(workload.selector, pod.labels)
		);
		if (!hasPods) members.set(workload, make(workload, nodes, names));
	}
	return members;
}

const ownerName = ({ kind, namespace, name }: Workload): string =>
	`${kind.toLowerCase()}/${namespace}/${name}`;

function make(
	workload: Workload,
	nodes: readonly PlacedNode[],
	names: Set<string>
): readonly PodDraft[] {
	const { kind, namespace, name, replicas, template } = workload;
	const draft = (end: string | number, nodeName = template.nodeName): PodDraft => {
		names.add(`${namespace}/${name}-${end}`);
		return {
			...template,
			namespace,
			name: `${name}-${end}`,
			labels: labelsOf(workload, end),
			owner: ownerName(workload),
			nodeName
		};
	};
	// Every node that fits has one, even one that takes no other pods.
	if (kind === 'DaemonSet')
		return nodes
			.filter((node) => fits(template.nodeSelector, node.labels))
			.map((node) => draft(node.name, node.name));
	const pods: PodDraft[] = [];
	for (let i = 0; pods.length < replicas; i++)
		if (!names.has(`${namespace}/${name}-${i}`)) pods.push(draft(i));
	return pods;
}

/** The names that the controller of a StatefulSet writes on its pods; Services select by them. */
const labelsOf = ({ kind, name, template }: Workload, end: string | number): Labels =>
	kind === 'StatefulSet'
		? {
				...template.labels,
				'apps.kubernetes.io/pod-index': `${end}`,
				'statefulset.kubernetes.io/pod-name': `${name}-${end}`
			}
		: template.labels;

export const fits = (selector: Labels, labels: Labels): boolean =>
	Object.entries(selector).every(([key, value]) => labels[key] === value);
