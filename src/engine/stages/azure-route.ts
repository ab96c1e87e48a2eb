/** Azure's routing of what leaves a subnet. The gateway is no machine: it is where the subnet's effective routes are applied. */
import { contains } from '../ip.ts';
import type { Seen } from '../machine/journey.ts';
import type { EffectiveRoute, Network } from '../network.ts';
import type { Device, FiveTuple, MatchedRule } from '../types.ts';
import { inboundFlow } from '../azure/inbound-flow.ts';
import { isPlatform } from '../azure/platform.ts';
import { azure } from '../azure/says.ts';
import { reversed, sameTuple } from '../tuple.ts';
import { stage, type Decision, type Situation } from './stage.ts';

const nicDevice = (name: string): Device => ({ kind: 'nic', name });

/** In the fabric nobody can run a capture, but the ledger shows what one would see. */
const unseen = (device: Device, tuple: FiveTuple): readonly Seen[] => [
	{ device, interface: 'fabric', direction: 'in', tuple, observable: false }
];

const routeRule = (
	{ table, prefix, nextHopType, nextHopIP, from, name }: EffectiveRoute,
	number: number
): MatchedRule => ({
	hook: 'routes',
	table,
	chain: 'routes',
	number,
	target: nextHopIP ? `${nextHopType} ${nextHopIP}` : nextHopType,
	text: `${prefix} → ${nextHopType}${nextHopIP ? ` ${nextHopIP}` : ''} (${from}${name ? `, ${name}` : ''})`
});

type Exit = 'nic' | 'load-balancer' | 'egress' | 'platform' | 'dropped' | 'unknown';

export const route = stage({
	id: 'route',
	title: 'Which Azure route wins?',
	explains:
		"The effective routes of the sender's subnet decide: the longest prefix, then user routes before system routes.",
	depth: 'component',
	exits: ['nic', 'load-balancer', 'egress', 'platform', 'dropped', 'unknown'],
	decide(situation): Decision<Exit> {
		const { network, device, packet, sender } = situation;
		const { dst } = packet.tuple;
		const seen = unseen(device, packet.tuple);
		if (isPlatform(dst))
			return {
				exit: 'platform',
				verdict: 'pass',
				device: { kind: 'platform', name: dst },
				seen,
				because: azure(
					'platform-address',
					`${dst} is Azure itself, which answers on the host beneath the machine: no route is asked.`,
					'3.34',
					'inference'
				)
			};
		const domain = network.routingDomain;
		if (domain && sender && domain.members.has(sender) && contains(domain.prefix, dst)) {
			const hit = domain.routes.findIndex(({ prefix }) => contains(prefix, dst));
			const way = domain.routes[hit];
			if (!way)
				return {
					exit: 'dropped',
					verdict: 'drop',
					seen,
					because: azure(
						'azure-address-unused',
						`No node holds the part of the pod range with ${dst}.`,
						'1.42'
					)
				};
			const rule = {
				hook: 'routes',
				table: 'overlay routing domain',
				chain: 'routes',
				number: hit + 1,
				target: way.node,
				text: `${way.prefix} → ${way.node}`
			};
			return {
				exit: 'nic',
				verdict: 'pass',
				device: nicDevice(way.node),
				because: [way.because],
				rules: [rule],
				seen
			};
		}

		const { routes } = network.subnets.get(device.name)!;
		const index = routes.findIndex(
			({ prefix, state }) => state === 'Active' && contains(prefix, dst)
		);
		const won = routes[index];
		if (!won)
			return {
				exit: 'dropped',
				verdict: 'drop',
				seen,
				because: azure('no-route', `No route of ${device.name} holds ${dst}.`, '8.3')
			};
		const found = { rules: [routeRule(won, index + 1)], tried: index, seen };
		const decision = { ...found, ...follow(network, won, dst) };
		return decision.exit === 'nic' ? { ...decision, ...putBack(situation, decision) } : decision;
	}
});

/**
 * Without floating IP the load balancer puts its own address back into the answer, for a client in the network
 * as for one outside (3.17, 3.19); with it the answer is right as it is.
 */
function putBack(
	{ network, packet, sessions }: Situation,
	{ because }: Decision<Exit>
): Partial<Decision<Exit>> {
	const flow = inboundFlow(network, sessions, packet.about ?? packet.tuple);
	if (!flow || sameTuple(flow.reply, reversed(flow.original))) return {};
	if (packet.about)
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
	if (!sameTuple(flow.reply, packet.tuple)) return {};
	const tuple = reversed(flow.original);
	return {
		verdict: 'rewrite',
		packet: { ...packet, tuple },
		because: [
			...azure(
				'load-balancer-return',
				`Without floating IP the load balancer's translation is undone: the source becomes ${tuple.src}:${tuple.srcPort}.`,
				'3.17',
				'inference'
			),
			...because
		]
	};
}

/** Where the winning route leads. */
function follow(network: Network, won: EffectiveRoute, dst: string): Decision<Exit> {
	switch (won.nextHopType) {
		case 'VirtualNetwork': {
			const nic = network.nicOf(dst);
			if (nic)
				return {
					exit: 'nic',
					verdict: 'pass',
					device: nicDevice(nic.name),
					because: [won.because]
				};
			const owner = network.owner(dst);
			if (owner?.kind === 'frontend')
				return {
					exit: 'load-balancer',
					verdict: 'pass',
					device: { kind: 'load-balancer', name: owner.loadBalancer.name },
					because: [won.because]
				};
			return {
				exit: 'dropped',
				verdict: 'drop',
				because: azure(
					'azure-address-unused',
					`No machine in the virtual network holds ${dst}.`,
					'8.3'
				)
			};
		}
		case 'VirtualAppliance': {
			const hop = won.nextHopIP && network.nicOf(won.nextHopIP);
			if (hop)
				return {
					exit: 'nic',
					verdict: 'pass',
					device: nicDevice(hop.name),
					because: [won.because]
				};
			return {
				exit: 'dropped',
				verdict: 'drop',
				because: azure(
					'azure-no-next-hop',
					`The route's next hop ${won.nextHopIP} is no machine that is here.`,
					'8.6'
				)
			};
		}
		case 'Internet':
			return { exit: 'egress', verdict: 'pass', because: [won.because] };
		case 'None':
			return {
				exit: 'dropped',
				verdict: 'drop',
				because: [{ ...won.because, code: 'azure-route-none' }]
			};
		case 'VirtualNetworkGateway':
		case 'VNetPeering':
			return {
				exit: 'unknown',
				verdict: 'undetermined',
				because: azure(
					'outbound-not-modelled',
					`What lies behind a next hop of type ${won.nextHopType} is not walked yet.`,
					'8.5'
				)
			};
	}
}
