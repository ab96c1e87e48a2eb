/** Another model than the cluster's own: what a dump says of node and pod addresses no longer holds. */
import { modelOf } from '../../models/index.ts';
import type { Cluster, Dataplane, ModelId, Objects, PolicyEngine } from '../../world.ts';
import type { Findings } from './findings.ts';

export interface Overrides {
	readonly model?: ModelId | undefined;
	readonly dataplane?: Dataplane | undefined;
	readonly policyEngine?: PolicyEngine | undefined;
}

export function override(objects: Objects, over: Overrides, findings: Findings): Objects {
	const { cluster, nodes, pods } = objects;
	const model = over.model ?? cluster.model;
	const chosen: Cluster = {
		...cluster,
		model,
		dataplane: over.dataplane ?? cluster.dataplane,
		policyEngine: over.policyEngine ?? cluster.policyEngine,
		pools: cluster.pools.map((pool) => ({
			...pool,
			maxPods: maxPodsIn(model, pool.maxPods, cluster.model)
		}))
	};
	if (model === cluster.model) return { ...objects, cluster: chosen };

	const given = [
		...nodes.filter(({ internalIP, podCIDR }) => internalIP ?? podCIDR),
		...pods.filter(({ podIP, hostIP }) => podIP ?? hostIP)
	];
	const [first] = given;
	if (first)
		findings.problem(
			'model-overridden',
			`${modelOf(model).title} was asked for instead of ${modelOf(cluster.model).title}, so the addresses of ${given.length} given nodes and pods are allocated anew`,
			first.source
		);
	const podAt = new Map(
		pods.flatMap(({ namespace, name, podIP, hostNetwork }) =>
			podIP === null || hostNetwork ? [] : [[podIP, { namespace, name }] as const]
		)
	);
	return {
		...objects,
		cluster: chosen,
		slices: objects.slices.map((slice) => ({
			...slice,
			endpoints: slice.endpoints.map((endpoint) => withoutAddress(endpoint, podAt))
		})),
		nodes: nodes.map((node) => ({ ...node, internalIP: null, podCIDR: null })),
		pods: pods.map((pod) => ({ ...pod, podIP: null, hostIP: null }))
	};
}

/** A pool that has its model's default gets the default of the other model (2.13). */
const maxPodsIn = (model: ModelId, maxPods: number, own: ModelId): number =>
	maxPods === modelOf(own).defaultMaxPods ? modelOf(model).defaultMaxPods : maxPods;

type Endpoint = Objects['slices'][number]['endpoints'][number];

/** An endpoint of a pod has the address that its pod will have. */
function withoutAddress(
	endpoint: Endpoint,
	podAt: ReadonlyMap<string, { readonly name: string }>
): Endpoint {
	const pod = endpoint.pod ?? podAt.get(endpoint.addresses[0] ?? '')?.name ?? null;
	return pod === null ? endpoint : { ...endpoint, pod, addresses: [] };
}
