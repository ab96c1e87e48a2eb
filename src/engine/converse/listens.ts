/** Does anything listen where the packet arrived? The network's verdict and the program's are separate (DESIGN section 4). */
import { platformListens } from '../azure/platform.ts';
import type { Network } from '../network.ts';
import { podNamed } from '../places.ts';
import type { Device, FiveTuple, Listens } from '../types.ts';

/** Ports on which every AKS node has a program: SSH, the kubelet, kube-proxy's health check. */
const nodePorts = [22, 10250, 10256];

export function listens(network: Network, device: Device, tuple: FiveTuple): Listens {
	const { protocol, dstPort } = tuple;
	if (protocol === 'icmp') return 'yes';
	switch (device.kind) {
		case 'pod': {
			const { ports } = podNamed(network.world, device.name)!;
			if (ports.some((one) => one.port === dstPort && one.protocol === protocol)) return 'yes';
			return ports.length ? 'assumed-no' : 'assumed-yes';
		}
		case 'node': {
			const { world } = network;
			const hostPods = world.pods.filter((pod) => pod.node === device.name);
			const declared = hostPods.some(({ ports, hostNetwork }) =>
				ports.some(
					(one) => one.protocol === protocol && (hostNetwork ? one.port : one.hostPort) === dstPort
				)
			);
			const healthCheck = world.services.some(
				({ healthCheckNodePort }) => healthCheckNodePort === dstPort
			);
			return declared || healthCheck || (protocol === 'tcp' && nodePorts.includes(dstPort))
				? 'yes'
				: 'assumed-no';
		}
		case 'platform':
			return platformListens(device.name, tuple) ? 'yes' : 'no';
		default: {
			const host = network.world.hosts.find(({ name }) => name === device.name);
			if (!host?.listens) return 'assumed-yes';
			return host.listens.some((one) => one.port === dstPort && one.protocol === protocol)
				? 'yes'
				: 'no';
		}
	}
}
