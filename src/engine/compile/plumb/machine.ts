/** What every node has, whatever the model: loopback, one card, its subnet and a way out. */
import { nth, prefix } from '../../ip.ts';
import type { Plumbing } from '../../models/model.ts';
import type { Link } from '../../network.ts';
import type { Node, World } from '../../world.ts';
import { canonical } from '../canonical.ts';
import { placeOf } from './world.ts';

const bare = {
	mac: null,
	mtu: 1500,
	master: null,
	promiscuous: false,
	hairpin: false,
	pod: null
} as const;

/** A link with the usual values of those that are not given. */
export const link = (given: Pick<Link, 'name' | 'kind'> & Partial<Link>): Link => ({
	...bare,
	...given
});

export function machine(
	node: Node,
	world: World
): Omit<Plumbing, 'pods' | 'ebtables' | 'neighbours'> {
	const { subnet } = placeOf(node.subnet, world);
	const range = canonical(subnet.prefix);
	const gateway = nth(range, 1);
	return {
		links: [
			link({ name: 'lo', kind: 'loopback', mtu: 65536 }),
			link({ name: 'eth0', kind: 'physical' })
		],
		addresses: [
			{ address: '127.0.0.1/8', link: 'lo' },
			{ address: `${node.address}/${prefix(subnet.prefix).length}`, link: 'eth0' }
		],
		routes: [
			{
				to: '0.0.0.0/0',
				via: gateway,
				link: 'eth0',
				src: node.address,
				scope: 'global',
				because: {
					code: 'route-default',
					says: `No narrower route fits, so the packet goes to ${gateway}, the gateway of subnet ${subnet.name}.`,
					fact: '2.1',
					certainty: 'documented',
					source: node.source
				}
			},
			{
				to: range,
				via: null,
				link: 'eth0',
				src: node.address,
				scope: 'link',
				because: {
					code: 'route-subnet',
					says: `The destination is in ${range}, the node's own subnet ${subnet.name}.`,
					fact: '2.1',
					certainty: 'documented',
					source: subnet.source ?? node.source
				}
			}
		],
		sysctls: {
			'net.ipv4.ip_forward': 1, // A1, "What AKS changes"
			'net.bridge.bridge-nf-call-iptables': 1,
			'net.ipv4.conf.all.route_localnet': world.cluster.settings.localhostNodePorts ? 1 : 0 // A1: kube-proxy sets it
		}
	};
}
