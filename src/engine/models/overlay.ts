/**
 *   pod ── azv… ─┐                                    ┌─ azv… ── pod
 *   pod ── azv… ─┴─ node ── eth0 ════ VNet ════ eth0 ── node
 *   10.244.0.4      10.224.0.4     ▲            10.224.0.5
 *                                  routing domain of the pods: 10.244.1.0/24 is on the other node; no tunnel
 */
import { transparent } from '../compile/plumb/transparent.ts';
import type { NetworkModel } from './model.ts';

export const overlay: NetworkModel = {
	id: 'overlay',
	title: 'Azure CNI Overlay',
	says: "Pods have addresses of a private range that only the nodes' own routing domain knows, without a tunnel.",
	podAddresses: 'range-per-node', // 1.41
	firstPod: 4,
	defaultMaxPods: 250, // 2.13
	podsReachedBy: 'routing-domain', // 1.42
	ipForwarding: false,
	clusterCIDR: ({ cluster }) => ({
		cidr: cluster.podCIDR,
		because: {
			code: 'masquerade-mark-outside-cluster',
			says: `kube-proxy takes the pod range ${cluster.podCIDR} for the cluster.`,
			fact: 'A1',
			certainty: 'documented',
			source: cluster.where['networkProfile.podCidr'] ?? cluster.source
		}
	}),
	nonMasquerade: ({ cluster }) => [
		{
			cidr: cluster.podCIDR,
			because: {
				code: 'masquerade-exempt',
				says: `Only pods in ${cluster.podCIDR} see each other's addresses; the virtual network sees the node's.`,
				fact: '5.6',
				certainty: 'documented',
				source: cluster.where['networkProfile.podCidr'] ?? cluster.source
			}
		}
	],
	plumb: (node, world) => transparent(node, world, world.cluster.podCIDR)
};
