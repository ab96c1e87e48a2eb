/** Where packets begin and end: pods, machines and hosts. */
import { takenIn } from '../awaited.ts';
import { podAt } from '../places.ts';
import { lookup } from '../routing.ts';
import type { Device, Reason } from '../types.ts';
import { stage, type Decision } from './stage.ts';

const says = (
	code: Reason['code'],
	text: string,
	fact: string,
	certainty: Reason['certainty'] = 'kernel'
): readonly [Reason] => [{ code, says: text, fact, certainty }];

export const podSend = stage({
	id: 'send',
	title: 'The pod sends',
	explains: 'A pod has its own addresses and routes, and one way out: its veth to the node.',
	depth: 'concept',
	exits: ['node', 'self', 'no-route'],
	decide({ network, device, packet }): Decision<'node' | 'self' | 'no-route'> {
		const { tuple } = packet;
		const { pod, config, node } = podAt(network, device.name);
		if (pod.address === tuple.dst)
			return {
				exit: 'self',
				verdict: 'pass',
				because: says('pod-loopback', 'The pod speaks to itself: the packet never leaves it.', 'A2')
			};

		const route = lookup(config.routes, tuple.dst);
		if (!route)
			return {
				exit: 'no-route',
				verdict: 'drop',
				because: says('no-route', `The pod has no route to ${tuple.dst}.`, 'A4')
			};
		const link = node.links.find(({ name }) => name === config.hostLink)!;
		const at: Device = { kind: 'node', name: node.name };
		return {
			exit: 'node',
			verdict: 'pass',
			device: at,
			packet: {
				...packet,
				mark: 0,
				in: link.master ?? link.name,
				out: null,
				port: link.master ? link.name : null
			},
			because: [route.because],
			seen: [
				{ device, interface: 'eth0', direction: 'out', tuple, observable: true },
				{ device: at, interface: link.name, direction: 'in', tuple, observable: true }
			]
		};
	}
});

type Support = Pick<Reason, 'fact' | 'certainty'>;

const receiveAt = (title: string, explains: string, support: Support) =>
	stage({
		id: 'receive',
		title,
		explains,
		depth: 'concept',
		exits: ['received', 'unknown'],
		decide: (situation) =>
			takenIn(situation, {
				code: 'accepted',
				says: `${situation.device.name} takes the packet in; it sees ${situation.packet.tuple.src} as the source.`,
				...support
			})
	});

export const podReceive = receiveAt(
	'The pod receives',
	'The packet is at the pod: what it sees as source is what is left after every rewrite.',
	{ fact: 'A2', certainty: 'kernel' }
);
export const vmReceive = receiveAt(
	'The machine receives',
	'The packet is at a virtual machine of the virtual network.',
	{ fact: '8.9', certainty: 'documented' }
);
export const hostReceive = receiveAt(
	'The host receives',
	'The packet is at a host on the internet.',
	{ certainty: 'inference' }
);

export const vmSend = stage({
	id: 'send',
	title: 'The machine sends',
	explains: 'A virtual machine hands its packet to its NIC; Azure does the routing.',
	depth: 'concept',
	exits: ['nic'],
	decide: ({ device, packet }) => ({
		exit: 'nic',
		verdict: 'pass',
		device: { kind: 'nic', name: device.name },
		because: says('sends', `${device.name} sends by its NIC.`, '8.8', 'documented'),
		seen: [{ device, interface: 'eth0', direction: 'out', tuple: packet.tuple, observable: true }]
	})
});

export const hostSend = stage({
	id: 'send',
	title: 'A client on the internet sends',
	explains: 'The internet carries the packet to whoever holds the public address.',
	depth: 'concept',
	exits: ['internet'],
	decide: ({ device, packet }) => ({
		exit: 'internet',
		verdict: 'pass',
		device: { kind: 'internet', name: 'internet' },
		because: says('sends', `${device.name} sends to ${packet.tuple.dst}.`, '3.15', 'documented'),
		seen: [{ device, interface: 'eth0', direction: 'out', tuple: packet.tuple, observable: true }]
	})
});
