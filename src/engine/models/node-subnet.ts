/**
 *   pod ── azv… ─┐                                    ┌─ azv… ── pod
 *   pod ── azv… ─┴─ node ── eth0 ════ VNet ════ eth0 ── node
 *   10.224.0.5      10.224.0.4                        10.224.0.35
 *                   the NIC holds the pods' addresses as its own secondary ones
 */
import { nodeSubnets, placeOf } from '../compile/plumb/world.ts';
import { transparent } from '../compile/plumb/transparent.ts';
import type { NetworkModel } from './model.ts';

export const nodeSubnet: NetworkModel = {
	id: 'node-subnet',
	title: 'Azure CNI Node Subnet',
	says: "Pods have addresses of their node's own subnet, held by the node's NIC, so the virtual network knows every pod.",
	podAddresses: 'secondary', // 1.25
	firstPod: 1, // of no use here: addresses follow the node's own
	defaultMaxPods: 30, // 2.13
	podsReachedBy: 'nic',
	ipForwarding: false, // the NIC holds the pods' addresses itself
	clusterCIDR(world) {
		const [subnet, ...others] = nodeSubnets(world);
		if (!subnet) throw new Error('a cluster without a node subnet');
		return {
			cidr: subnet.prefix,
			because: {
				code: 'masquerade-mark-outside-cluster',
				says: `kube-proxy takes ${subnet.prefix}, the range of node subnet ${subnet.name}, for the cluster.`,
				fact: 'A1',
				certainty: others.length > 0 ? 'unverified' : 'inference', // seen with one subnet only
				source: subnet.source ?? world.cluster.source
			}
		};
	},
	nonMasquerade(world) {
		const networks = new Set(nodeSubnets(world).map(({ name }) => placeOf(name, world).network));
		return [...networks].flatMap(({ name, prefixes, source }) =>
			prefixes.map((cidr) => ({
				cidr,
				because: {
					code: 'masquerade-exempt' as const,
					says: `${cidr} is part of virtual network ${name}, which sees the addresses of pods.`,
					fact: '5.7',
					certainty: 'documented' as const,
					source: source ?? world.cluster.source
				}
			}))
		);
	},
	plumb: (node, world) => transparent(node, world, placeOf(node.subnet, world).subnet.prefix)
};
