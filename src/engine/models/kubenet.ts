/**
 *   pod ── veth ─┐                                     ┌─ veth ── pod
 *   pod ── veth ─┴─ cbr0 ── node ── eth0 ══ VNet ══ eth0 ── node ── cbr0
 *                  10.244.0.1        10.224.0.4   ▲
 *                                    route table: 10.244.1.0/24 → the other node
 */
import { bridged } from '../compile/plumb/bridged.ts';
import { routedByCalico } from '../compile/plumb/transparent.ts';
import type { NetworkModel } from './model.ts';

export const kubenet: NetworkModel = {
	id: 'kubenet',
	title: 'kubenet',
	says: 'Pods have addresses outside the virtual network; a route table tells Azure which node holds which range.',
	podAddresses: 'range-per-node',
	firstPod: 2, // .1 is cbr0 (A3)
	defaultMaxPods: 110, // 2.13
	podsReachedBy: 'route-table', // 1.16
	ipForwarding: true, // 8.10
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
				says: `Pods in ${cluster.podCIDR} see each other's addresses; everyone else sees the node's.`,
				fact: '5.10',
				certainty: 'inference',
				source: cluster.where['networkProfile.podCidr'] ?? cluster.source
			}
		}
	],
	// With the policy engine calico, Calico is the CNI too, and has no bridge (1.23).
	plumb: (node, world) =>
		world.cluster.policyEngine === 'calico' ? routedByCalico(node, world) : bridged(node, world)
};
