/** The internet: carries a packet to whoever holds the public address. */
import { isPlatform } from '../azure/platform.ts';
import { isPrivate } from '../ip.ts';
import type { Reason } from '../types.ts';
import { stage, type Decision } from './stage.ts';

const says = (
	code: Reason['code'],
	text: string,
	fact: string,
	certainty: Reason['certainty'] = 'documented'
): readonly [Reason] => [{ code, says: text, fact, certainty }];

export const internetRoute = stage({
	id: 'route',
	title: 'Across the internet',
	explains: 'Public addresses are carried to their holder; private ones are carried nowhere.',
	depth: 'concept',
	exits: ['load-balancer', 'internet-host', 'lost'],
	decide({ network, packet }): Decision<'load-balancer' | 'internet-host' | 'lost'> {
		const { dst } = packet.tuple;
		if (isPrivate(dst) || isPlatform(dst))
			return {
				exit: 'lost',
				verdict: 'drop',
				because: says(
					'internet-private-address',
					`${dst} is ${isPrivate(dst) ? 'a private address' : "Azure's own address"}: the internet does not carry it.`,
					'8.4',
					'inference'
				)
			};
		const owner = network.owner(dst);
		if (owner?.kind === 'frontend' || owner?.kind === 'outbound')
			return {
				exit: 'load-balancer',
				verdict: 'pass',
				device: { kind: 'load-balancer', name: owner.loadBalancer.name },
				because: says(
					'internet-route',
					`${dst} is a public address of load balancer ${owner.loadBalancer.name}.`,
					'3.13'
				),
				seen: [
					{
						device: { kind: 'load-balancer', name: owner.loadBalancer.name },
						interface: 'frontend',
						direction: 'in',
						tuple: packet.tuple,
						observable: false
					}
				]
			};
		const name = owner?.kind === 'host' ? owner.host.name : dst;
		const device = { kind: 'internet-host', name } as const;
		return {
			exit: 'internet-host',
			verdict: 'pass',
			device,
			because: says('internet-route', `The internet carries the packet to ${dst}.`, '4.2'),
			seen: [{ device, interface: 'eth0', direction: 'in', tuple: packet.tuple, observable: true }]
		};
	}
});
