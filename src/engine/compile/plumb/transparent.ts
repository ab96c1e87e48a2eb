/** Azure CNI in transparent mode (1.30, 1.54, A4): a routed veth for each pod, and no bridge. */
import { prefix } from '../../ip.ts';
import type { Plumbing } from '../../models/model.ts';
import type { PodConfig } from '../../network.ts';
import type { Node, Pod, World } from '../../world.ts';
import { link, machine } from './machine.ts';
import { azureVeth, nameOf } from './names.ts';
import { podsWithInterface } from './world.ts';

/** The neighbour that is nobody: the host end of the veth answers for it by proxy ARP. */
const gateway = '169.254.1.1';
const hostMac = 'aa:aa:aa:aa:aa:aa';

/** A pod, and the host end of its veth. */
interface End {
	readonly pod: Pod;
	readonly veth: string;
}

/** `range` gives the mask of the pod's own address; its connected route is deleted, so the mask decides nothing. */
export function transparent(node: Node, world: World, range: string): Plumbing {
	const host = machine(node, world);
	const ends = podsWithInterface(node, world).map((pod) => ({ pod, veth: azureVeth(pod) }));
	return {
		links: [
			...host.links,
			...ends.map(({ pod, veth }) =>
				link({ name: veth, kind: 'veth', mac: hostMac, pod: nameOf(pod) })
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
					fact: 'A4',
					certainty: 'documented' as const,
					source: pod.source
				}
			}))
		],
		sysctls: {
			...host.sysctls,
			...Object.fromEntries(ends.map(({ veth }) => [`net.ipv4.conf.${veth}.proxy_arp`, 1]))
		},
		ebtables: [],
		pods: ends.map((end) => inside(end, range))
	};
}

function inside({ pod, veth }: End, range: string): PodConfig {
	const wayOut = {
		code: 'pod-default-route',
		says: `The pod's only way out is ${gateway}, for which its node's end of the veth answers.`,
		fact: 'A4',
		certainty: 'documented',
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
