/** Azure itself as an end: DNS, instance metadata, and the sender of health probes (3.33, 3.34). */
import { takenIn } from '../awaited.ts';
import { azure } from '../azure/says.ts';
import { stage, type Decision } from './stage.ts';

export const platformSend = stage({
	id: 'send',
	title: 'Azure itself sends',
	explains: 'Azure sends from an address that no machine may use, straight to the NIC.',
	depth: 'concept',
	exits: ['nic', 'lost'],
	decide({ network, device, packet: { tuple } }): Decision<'nic' | 'lost'> {
		const nic = network.nicOf(tuple.dst);
		if (!nic)
			return {
				exit: 'lost',
				verdict: 'drop',
				because: azure('azure-address-unused', `No NIC holds ${tuple.dst}.`, '8.3')
			};
		return {
			exit: 'nic',
			verdict: 'pass',
			device: { kind: 'nic', name: nic.name },
			because: azure(
				'sends',
				`${device.name} is Azure itself: only the platform sends from it, on the host beneath ${nic.name}.`,
				'3.34'
			),
			seen: [{ device, interface: 'host', direction: 'out', tuple, observable: false }]
		};
	}
});

export const platformReceive = stage({
	id: 'receive',
	title: 'Azure itself receives',
	explains:
		"The packet is at Azure's own service: name lookups, metadata, or the probe that asked.",
	depth: 'concept',
	exits: ['received', 'unknown'],
	decide(situation): Decision<'received' | 'unknown'> {
		const { device, packet } = situation;
		const [reason] = azure(
			'accepted',
			`${device.name} takes the packet in; it sees ${packet.tuple.src} as the source.`,
			'3.34'
		);
		return takenIn(situation, reason);
	}
});
