/** Which nodes there are: those that are given, otherwise those of the pools, and those that only pods name. */
import { contains } from '../../ip.ts';
import type { AgentPool, Cluster, Labels, NodeObject, Objects, PodObject } from '../../world.ts';
import type { NodeDraft } from './draft.ts';
import type { Findings } from './findings.ts';

export function listNodes(objects: Objects, findings: Findings): readonly NodeDraft[] {
	const { cluster, nodes, pods, workloads } = objects;
	const fromPools = nodes.length ? [] : cluster.pools.flatMap((pool) => ofPool(pool));
	const known = new Set([...nodes.map(({ name }) => name), ...fromPools.map(({ name }) => name)]);
	const named = new Map<string, PodObject | Objects['workloads'][number]['template']>();
	for (const pod of [...pods, ...workloads.map(({ template }) => template)])
		if (pod.nodeName !== null && !known.has(pod.nodeName) && !named.has(pod.nodeName))
			named.set(pod.nodeName, pod);

	const only = [...named].map(([name, pod]) => {
		const source = pod.where['spec.nodeName'] ?? pod.source;
		findings.problem(
			'node-not-listed',
			`the node ${name} is named by a pod and given nowhere; it is taken to exist`,
			source
		);
		return bare(name, source);
	});
	const kept = withoutSurplus(
		fromPools,
		only.length,
		new Set(pods.map(({ nodeName }) => nodeName))
	);
	const hints = hintsOf(pods);
	return [...nodes, ...kept, ...only].map((node) => draft(node, cluster, hints));
}

const bare = (name: string, source: NodeObject['source']): NodeObject => ({
	name,
	labels: {},
	pool: null,
	internalIP: null,
	podCIDR: null,
	ready: true,
	unschedulable: false,
	source,
	where: {}
});

const ofPool = ({ name, count, source }: AgentPool): readonly NodeObject[] =>
	Array.from({ length: count }, (_, i) => ({
		...bare(`aks-${name}-${String(i).padStart(6, '0')}`, source),
		pool: name
	}));

/** The count of the pools includes nodes that pods name: for each of them one that nobody names is not made. */
function withoutSurplus(
	made: readonly NodeObject[],
	surplus: number,
	named: ReadonlySet<string | null>
): readonly NodeObject[] {
	const free = made.filter(({ name }) => !named.has(name)).map(({ name }) => name);
	const dropped = new Set(surplus ? free.slice(-surplus) : []);
	return made.filter(({ name }) => !dropped.has(name));
}

/** Addresses of nodes that only their pods tell. */
function hintsOf(pods: readonly PodObject[]): ReadonlyMap<string, string> {
	const hints = new Map<string, string>();
	for (const { nodeName, hostIP, podIP, hostNetwork } of pods) {
		const ip = hostIP ?? (hostNetwork ? podIP : null);
		if (nodeName !== null && ip !== null && !hints.has(nodeName)) hints.set(nodeName, ip);
	}
	return hints;
}

function draft(node: NodeObject, cluster: Cluster, hints: ReadonlyMap<string, string>): NodeDraft {
	const { pools, virtualNetworks } = cluster;
	const subnets = virtualNetworks.flatMap((network) => network.subnets);
	const pool =
		pools.find(({ name }) => name === node.pool) ??
		pools.find(({ name }) => node.name.startsWith(`aks-${name}-`)) ??
		pools[0];
	const internalIP = node.internalIP ?? hints.get(node.name) ?? null;
	const usual = subnets.find(({ name }) => name === pool?.subnet) ?? subnets[0];
	if (!usual) throw new Error('a cluster without a subnet');
	const holds =
		internalIP === null
			? usual
			: [usual, ...subnets].find(({ prefix }) => contains(prefix, internalIP));
	return {
		name: node.name,
		labels: labelsOf(node, pool?.name ?? 'nodepool1'),
		pool: node.pool ?? pool?.name ?? 'nodepool1',
		subnet: holds ?? usual,
		maxPods: pool?.maxPods ?? 250,
		internalIP,
		podCIDR: node.podCIDR,
		takesPods: node.ready && !node.unschedulable,
		source: node.source
	};
}

/** Labels that every node of AKS has, below those that are given. */
const labelsOf = ({ name, labels }: NodeObject, pool: string): Labels => ({
	'kubernetes.io/arch': 'amd64',
	'kubernetes.io/hostname': name,
	'kubernetes.io/os': 'linux',
	'kubernetes.azure.com/agentpool': pool,
	agentpool: pool,
	...labels
});
