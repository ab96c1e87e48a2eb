/** How a packet leaves a subnet for the internet. */
import { azure } from '../azure/says.ts';
import { inboundFlow } from '../azure/inbound-flow.ts';
import { reversed, sameTuple } from '../tuple.ts';
import type { FiveTuple, Packet } from '../types.ts';
import { stage, type Decision } from './stage.ts';

export const egress = stage({
	id: 'egress',
	title: 'How does it leave for the internet?',
	explains:
		"An answer of a load-balanced flow goes straight out; a new flow needs the cluster's outbound rule.",
	depth: 'component',
	exits: ['internet', 'load-balancer', 'dropped', 'unknown'],
	decide({
		network,
		packet,
		sessions
	}): Decision<'internet' | 'load-balancer' | 'dropped' | 'unknown'> {
		const { tuple } = packet;
		const known = inboundFlow(network, sessions, packet.about ?? tuple);
		if (known && packet.about)
			return {
				exit: 'unknown',
				verdict: 'undetermined',
				because: azure(
					'error-through-load-balancer',
					'No source says what Azure does with an ICMP error about a load-balanced flow.',
					'3.19',
					'unverified'
				)
			};
		if (known) return answered(packet, reversed(known.original));

		const { outboundType } = network.world.cluster;
		const way = network.loadBalancers.find(({ outboundIP }) => outboundIP);
		if (outboundType === 'loadBalancer' && way)
			return {
				exit: 'load-balancer',
				verdict: 'pass',
				device: { kind: 'load-balancer', name: way.name },
				because: azure(
					'outbound-rule',
					`A new flow to the internet goes by the outbound rule of load balancer ${way.name}.`,
					'4.2'
				)
			};
		if (outboundType === 'none' || outboundType === 'block')
			return {
				exit: 'dropped',
				verdict: 'drop',
				because: azure(
					'outbound-none',
					`outboundType is ${outboundType}: the cluster has no way out.`,
					'4.2'
				)
			};
		return {
			exit: 'unknown',
			verdict: 'undetermined',
			because: azure(
				'outbound-not-modelled',
				`outboundType ${outboundType} is not walked yet.`,
				'4.1'
			)
		};
	}
});

/** With floating IP the answer is right as it is; without it the load balancer's translation is undone (3.17, 3.19). */
function answered(packet: Packet, after: FiveTuple): Decision<'internet'> {
	const way = { exit: 'internet', device: { kind: 'internet', name: 'internet' } } as const;
	if (sameTuple(packet.tuple, after))
		return {
			...way,
			verdict: 'pass',
			because: azure(
				'direct-server-return',
				`The answer already has ${after.src} as its source: it goes straight to the client and does not visit the load balancer.`,
				'3.19',
				'inference'
			)
		};
	return {
		...way,
		verdict: 'rewrite',
		packet: { ...packet, tuple: after },
		because: azure(
			'load-balancer-return',
			`Without floating IP the load balancer's translation is undone: the source becomes ${after.src}:${after.srcPort}.`,
			'3.17',
			'inference'
		)
	};
}
