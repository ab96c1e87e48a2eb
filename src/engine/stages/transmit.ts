/** The packet leaves the node by a link, or is taken in by a program of the node. */
import type { Device, Reason } from '../types.ts';
import type { Seen } from '../machine/journey.ts';
import { takenIn } from '../awaited.ts';
import { portTo } from '../iptables/ports.ts';
import { tupleText } from '../tuple.ts';
import { stage, type Decision } from './stage.ts';

const kernel = (code: Reason['code'], says: string): readonly [Reason] => [
	{ code, says, fact: 'A2', certainty: 'kernel' }
];

export const transmit = stage({
	id: 'transmit',
	title: 'Out by an interface',
	explains:
		'The packet leaves the node: to a pod by its veth, to the Azure network by eth0, or back into the node itself.',
	depth: 'component',
	exits: ['pod', 'node', 'nic', 'left', 'dropped'],
	decide({
		network,
		device,
		packet,
		injected
	}): Decision<'pod' | 'node' | 'nic' | 'left' | 'dropped'> {
		const config = network.node(device.name);
		const link = config.links.find(({ name }) => name === packet.out);
		if (!link) throw new Error(`${device.name} has no link ${packet.out}`);
		const { tuple } = packet;
		const leaves = (at: Device, name: string, direction: 'in' | 'out'): Seen => ({
			device: at,
			interface: name,
			direction,
			tuple,
			observable: true
		});
		const gone = { mark: 0, in: null, out: null, port: null };

		if (link.kind === 'loopback')
			return {
				exit: 'node',
				verdict: 'pass',
				device,
				because: kernel(
					'route-loopback',
					`${tuple.dst} is this node: the packet comes in again by lo.`
				),
				packet: { ...packet, in: 'lo', out: null, port: null }
			};

		if (injected)
			return {
				exit: 'left',
				verdict: 'deliver',
				because: kernel('handed-over', `The packet leaves ${device.name} by ${link.name}.`),
				seen: [leaves(device, link.name, 'out')]
			};

		if (link.kind === 'physical')
			return {
				exit: 'nic',
				verdict: 'pass',
				device: { kind: 'nic', name: device.name },
				tracked: null,
				packet: { ...packet, ...gone },
				because: kernel(
					'handed-over',
					`The packet leaves ${device.name} by ${link.name} into the Azure network.`
				),
				seen: [leaves(device, link.name, 'out')]
			};

		const port = link.kind === 'bridge' ? portTo(config, tuple.dst) : link;
		if (!port?.pod)
			return {
				exit: 'dropped',
				verdict: 'drop',
				because: kernel('no-neighbour', `No pod behind ${link.name} answers for ${tuple.dst}.`)
			};
		const pod: Device = { kind: 'pod', name: port.pod };
		const routedOntoBridge = link.kind === 'bridge' && packet.port === null;
		return {
			exit: 'pod',
			verdict: 'pass',
			device: pod,
			tracked: null,
			packet: { ...packet, ...gone },
			because: kernel(
				'handed-over',
				`The packet leaves by ${port.name}, the node's end of the pod's veth.`
			),
			seen: [
				...(routedOntoBridge ? [leaves(device, link.name, 'out')] : []),
				leaves(device, port.name, 'out'),
				leaves(pod, 'eth0', 'in')
			]
		};
	}
});

export const receive = stage({
	id: 'receive',
	title: 'Taken in by the node',
	explains: 'The packet is for the node itself: a program of the node, or nobody, answers.',
	depth: 'concept',
	exits: ['received', 'unknown'],
	decide: (situation) =>
		takenIn(situation, {
			code: 'accepted',
			says: `${situation.device.name} takes in ${tupleText(situation.packet.tuple)}.`,
			fact: 'A2',
			certainty: 'kernel'
		})
});
