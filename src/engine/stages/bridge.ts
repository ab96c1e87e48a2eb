/** The bridge of kubenet, between PREROUTING and the rest: br_netfilter called the hook from inside it (A2). */
import { isLocal, primaryOf } from '../iptables/local.ts';
import { contains } from '../ip.ts';
import type { Reason } from '../types.ts';
import { portTo } from '../iptables/ports.ts';
import { stage, type Decision } from './stage.ts';

const because = (code: Reason['code'], says: string, fact = 'A2'): readonly [Reason] => [
	{ code, says, fact, certainty: 'kernel' }
];

export const bridge = stage({
	id: 'bridge',
	title: 'Up to routing, or across the bridge?',
	explains:
		'A pod on the same bridge is reached without routing; everything else goes up to the node.',
	depth: 'component',
	exits: ['up', 'across', 'dropped'],
	decide({ network, device, packet, tracked }): Decision<'up' | 'across' | 'dropped'> {
		const config = network.node(device.name);
		const name = packet.in!;
		const link = config.links.find((one) => one.name === name)!;
		const { dst } = packet.tuple;
		const range =
			config.addresses.find((one) => one.link === name)?.address ?? `${primaryOf(config, name)}/32`;
		const sighting = {
			device,
			interface: name,
			direction: 'in' as const,
			tuple: packet.tuple,
			observable: true
		};

		if (isLocal(config, dst) || !contains(range, dst))
			return {
				exit: 'up',
				verdict: 'pass',
				because: because(
					'bridge-up',
					`${dst} is not behind ${name}, so the frame is addressed to the bridge and goes up to routing.`
				),
				packet: { ...packet, port: null },
				seen: [sighting]
			};

		const port = portTo(config, dst);
		if (!port)
			return {
				exit: 'dropped',
				verdict: 'drop',
				because: because(
					'no-neighbour',
					`${dst} is in the range of ${name}, but no pod there holds it.`
				)
			};

		if (port.name !== packet.port)
			return {
				exit: 'across',
				verdict: 'pass',
				because: because(
					'bridge-across',
					`${dst} is behind another port of ${name}: the frame crosses the bridge without routing.`
				),
				packet: { ...packet, out: name },
				// A promiscuous bridge hands itself a copy of every frame, so a capture on it sees this one too.
				seen: link.promiscuous ? [sighting] : []
			};

		// The frame would leave by the port it came in (A3): the port's own flag allows it, or a promiscuous bridge takes it up.
		if (port.hairpin)
			return {
				exit: 'across',
				verdict: 'pass',
				because: because(
					'bridge-hairpin',
					`The port of ${dst} has its hairpin flag set, so the frame may go back where it came from.`,
					'A3'
				),
				packet: { ...packet, out: name }
			};
		if (link.promiscuous)
			return {
				exit: 'up',
				verdict: 'pass',
				because: because(
					'bridge-hairpin',
					`${name} is promiscuous and takes the frame up, but recent kernels no longer track such a copy.`,
					'A3'
				),
				packet: { ...packet, port: null },
				tracked: tracked && { ...tracked, fresh: false, state: 'invalid' },
				seen: [sighting]
			};
		return {
			exit: 'dropped',
			verdict: 'drop',
			because: because(
				'bridge-hairpin',
				`The frame would have to leave by the port it came in, and ${name} does not do that.`,
				'A3'
			)
		};
	}
});
