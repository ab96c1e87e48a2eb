/** kubenet's bridge on one node (A3): `cbr0` holds the first address of the range, each pod is a port of it. */
import { nth, prefix } from '../../ip.ts';
import type { Plumbing } from '../../models/model.ts';
import type { PodConfig } from '../../network.ts';
import type { Node, Pod, World } from '../../world.ts';
import { canonical } from '../canonical.ts';
import { link, machine } from './machine.ts';
import { bridgeVeth, nameOf } from './names.ts';
import { podsWithInterface } from './world.ts';

export function bridged(node: Node, world: World): Plumbing {
	const host = machine(node, world);
	if (node.podCIDR === null) return { ...host, neighbours: [], ebtables: [], pods: [] };
	const pods = podsWithInterface(node, world);
	const range = canonical(node.podCIDR);
	const gateway = nth(range, 1);
	const mac = macOf(gateway);
	const { hairpin } = world.cluster.settings;
	return {
		links: [
			...host.links,
			link({ name: 'cbr0', kind: 'bridge', mac, promiscuous: hairpin === 'promisc' }),
			...pods.map((pod) =>
				link({
					name: bridgeVeth(pod),
					kind: 'veth',
					master: 'cbr0',
					hairpin: hairpin === 'veth',
					pod: nameOf(pod)
				})
			)
		],
		addresses: [...host.addresses, { address: `${gateway}/${prefix(range).length}`, link: 'cbr0' }],
		neighbours: [],
		routes: [
			...host.routes,
			{
				to: range,
				via: null,
				link: 'cbr0',
				src: gateway,
				scope: 'link',
				because: {
					code: 'route-bridge',
					says: `${range} is this node's pod range; all its pods are behind the bridge cbr0.`,
					fact: 'A3',
					certainty: 'documented',
					source: node.source
				}
			}
		],
		sysctls: host.sysctls,
		ebtables: hairpin === 'promisc' ? withoutDuplicates(mac, gateway, range) : [],
		pods: pods.map((pod) => inside(pod, range, gateway))
	};
}

/** A bridge made by the CNI plugin gets its MAC from its address; a fixed one keeps the duplicate filter true. */
const macOf = (gateway: string): string =>
	[
		'0a',
		'58',
		...gateway.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'))
	].join(':');

/** A promiscuous bridge hands a frame up and passes it on as well: AKS drops the second copy (A3). */
const withoutDuplicates = (mac: string, gateway: string, range: string): readonly string[] => [
	'-t filter -N AKS-DEDUP-PROMISC -P RETURN',
	`-t filter -A AKS-DEDUP-PROMISC -p IPv4 -s ${mac} -o veth+ --ip-src ${gateway} -j ACCEPT`,
	`-t filter -A AKS-DEDUP-PROMISC -p IPv4 -s ${mac} -o veth+ --ip-src ${range} -j DROP`,
	'-t filter -A OUTPUT -j AKS-DEDUP-PROMISC'
];

function inside(pod: Pod, range: string, gateway: string): PodConfig {
	return {
		name: nameOf(pod),
		hostLink: bridgeVeth(pod),
		addresses: [
			{ address: '127.0.0.1/8', link: 'lo' },
			{ address: `${pod.address}/${prefix(range).length}`, link: 'eth0' }
		],
		neighbours: [],
		routes: [
			{
				to: '0.0.0.0/0',
				via: gateway,
				link: 'eth0',
				src: pod.address,
				scope: 'global',
				because: {
					code: 'pod-default-route',
					says: `The pod's way out is ${gateway}, the bridge cbr0 of its node.`,
					fact: 'A3',
					certainty: 'documented',
					source: pod.source
				}
			},
			{
				to: range,
				via: null,
				link: 'eth0',
				src: pod.address,
				scope: 'link',
				because: {
					code: 'pod-on-link',
					says: `The destination is in ${range}, the pod's own range, so it is a neighbour on the same bridge.`,
					fact: 'A3',
					certainty: 'documented',
					source: pod.source
				}
			}
		]
	};
}
