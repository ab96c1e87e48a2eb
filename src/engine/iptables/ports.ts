/** Which veth of a node leads to the pod that holds an address. */
import type { Link, NodeConfig } from '../network.ts';

const known = new WeakMap<NodeConfig, ReadonlyMap<string, Link>>();

export function portTo(config: NodeConfig, address: string): Link | null {
	let ports = known.get(config);
	if (!ports) {
		const links = new Map(config.links.map((link) => [link.name, link]));
		ports = new Map(
			config.pods.flatMap((pod) =>
				pod.addresses
					.filter(({ link }) => link !== 'lo')
					.map((one) => [one.address.split('/')[0]!, links.get(pod.hostLink)!] as const)
			)
		);
		known.set(config, ports);
	}
	return ports.get(address) ?? null;
}
