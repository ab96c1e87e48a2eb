/**
 * A routed veth for each pod, and no bridge: Azure CNI in transparent mode (1.30, 1.54, A4), and Calico where it is
 * the CNI on kubenet (1.23).
 */
import { prefix } from '../../ip.ts';
import type { Plumbing } from '../../models/model.ts';
import type { PodConfig } from '../../network.ts';
import type { Certainty } from '../../types.ts';
import type { Node, Pod, World } from '../../world.ts';
import { link, machine } from './machine.ts';
import { azureVeth, calicoVeth, nameOf } from './names.ts';
import { podsWithInterface } from './world.ts';

/** The neighbour that is nobody: the host end of the veth answers for it by proxy ARP. */
const gateway = '169.254.1.1';

/** Who made the veths, and what that rests on. */
interface Maker {
	readonly veth: (pod: Pod) => string;
	readonly hostMac: string;
	readonly fact: string;
	readonly certainty: Certainty;
}

const azureCni: Maker = {
	veth: azureVeth,
	hostMac: 'aa:aa:aa:aa:aa:aa',
	fact: 'A4',
	certainty: 'documented'
};
/** What AKS gives Calico to allocate from was not found (1.23), so each pod keeps an address of its node's range. */
const calico: Maker = {
	veth: calicoVeth,
	hostMac: 'ee:ee:ee:ee:ee:ee',
	fact: '1.23',
	certainty: 'inference'
};

/** A pod, and the host end of its veth. */
interface End {
	readonly pod: Pod;
	readonly veth: string;
}

/** `range` gives the mask of the pod's own address; its connected route is deleted, so the mask decides nothing. */
export const transparent = (node: Node, world: World, range: string): Plumbing =>
	routed(node, world, range, azureCni);

/** Calico gives a pod its one address without a range. */
export const routedByCalico = (node: Node, world: World): Plumbing =>
	routed(node, world, '0.0.0.0/32', calico);

function routed(node: Node, world: World, range: string, maker: Maker): Plumbing {
	const host = machine(node, world);
	const { fact, certainty } = maker;
	const ends = podsWithInterface(node, world).map((pod) => ({ pod, veth: maker.veth(pod) }));
	return {
		links: [
			...host.links,
			...ends.map(({ pod, veth }) =>
				link({ name: veth, kind: 'veth', mac: maker.hostMac, pod: nameOf(pod) })
			)
		],
		addresses: host.addresses,
		neighbours: [],
		routes: [
			...host.routes,
			...ends.map(({ pod, veth }) => ({
				to: `${pod.address}/32`,
				via: null,
				link: veth,
				src: null,
				scope: 'link' as const,
				because: {
					code: 'route-pod' as const,
					says: `${pod.address} is pod ${nameOf(pod)} on this node: a route of its own leads to its veth.`,
					fact,
					certainty,
					source: pod.source
				}
			}))
		],
		sysctls: {
			...host.sysctls,
			...Object.fromEntries(ends.map(({ veth }) => [`net.ipv4.conf.${veth}.proxy_arp`, 1]))
		},
		ebtables: [],
		pods: ends.map((end) => inside(end, range, maker))
	};
}

function inside({ pod, veth }: End, range: string, { hostMac, fact, certainty }: Maker): PodConfig {
	const wayOut = {
		code: 'pod-default-route',
		says: `The pod's only way out is ${gateway}, for which its node's end of the veth answers.`,
		fact,
		certainty,
		source: pod.source
	} as const;
	return {
		name: nameOf(pod),
		hostLink: veth,
		addresses: [
			{ address: '127.0.0.1/8', link: 'lo' },
			{ address: `${pod.address}/${prefix(range).length}`, link: 'eth0' }
		],
		neighbours: [{ address: gateway, mac: hostMac, link: 'eth0', state: 'probe' }],
		routes: [
			{
				to: '0.0.0.0/0',
				via: gateway,
				link: 'eth0',
				src: pod.address,
				scope: 'global',
				because: wayOut
			},
			{
				to: `${gateway}/32`,
				via: null,
				link: 'eth0',
				src: pod.address,
				scope: 'link',
				because: wayOut
			}
		]
	};
}
