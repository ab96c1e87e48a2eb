/** The last thing Azure does: the NIC hands the packet to its machine, if it may hold that address. */
import { azure } from '../azure/says.ts';
import type { Network, Nic } from '../network.ts';
import { contains } from '../ip.ts';
import type { Because } from '../types.ts';
import { stage, type Decision } from './stage.ts';

/** Why a NIC takes a packet for an address, or null where it does not. */
function accepts(network: Network, nic: Nic, address: string): Because | null {
	if (nic.primary === address || nic.secondary.includes(address))
		return azure('nic-delivers', `${address} is an address of the NIC of ${nic.name}.`, '8.9');
	if (network.owner(address)?.kind === 'frontend')
		return azure(
			'nic-delivers',
			`Floating IP: the packet is handed over still addressed to the frontend ${address}.`,
			'3.15'
		);
	const { routingDomain } = network;
	if (
		routingDomain?.routes.some(({ prefix, node }) => node === nic.name && contains(prefix, address))
	)
		return azure(
			'nic-delivers',
			`The routing domain of the pods leads ${address} to ${nic.name}.`,
			'1.42'
		);
	if (nic.ipForwarding)
		return azure(
			'nic-delivers',
			`IP forwarding is on, so the NIC of ${nic.name} takes packets for other addresses.`,
			'8.10'
		);
	return null;
}

export const handOver = stage({
	id: 'hand-over',
	title: 'The NIC delivers',
	explains:
		'Azure hands a NIC only what it may hold: its own addresses, a frontend with floating IP, or anything where IP forwarding is on.',
	depth: 'rule',
	exits: ['node', 'vm', 'refused'],
	decide({ network, device, packet }): Decision<'node' | 'vm' | 'refused'> {
		const nic = network.nics.get(device.name)!;
		const because = accepts(network, nic, packet.tuple.dst);
		if (!because)
			return {
				exit: 'refused',
				verdict: 'drop',
				because: azure(
					'nic-refuses-address',
					`The NIC of ${nic.name} does not hold ${packet.tuple.dst}, and IP forwarding is off.`,
					'8.9'
				)
			};
		const { machine } = nic;
		return {
			exit: machine.kind,
			verdict: 'pass',
			device: machine,
			packet: { ...packet, in: 'eth0', out: null },
			because,
			seen: [
				{
					device: machine,
					interface: 'eth0',
					direction: 'in',
					tuple: packet.tuple,
					observable: true
				}
			]
		};
	}
});
