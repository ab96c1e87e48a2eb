/** The Azure load balancer: layer 4, no proxy. It picks a node for a new flow and, on AKS, leaves the packet as it is (3.14, 3.15). */
import { find, keyOf } from '../machine/sessions.ts';
import { azure } from '../azure/says.ts';
import type { LoadBalancer, LoadBalancerRule } from '../network.ts';
import { reversed } from '../tuple.ts';
import type { MatchedRule } from '../types.ts';
import { stage, type Decision, type Situation } from './stage.ts';

const balancerOf = ({ network, device }: Situation): LoadBalancer =>
	network.loadBalancers.find(({ name }) => name === device.name)!;

const ruleRow = (balancer: LoadBalancer, rule: LoadBalancerRule, target: string): MatchedRule => ({
	hook: 'inbound',
	table: balancer.name,
	chain: 'rules',
	number: balancer.rules.indexOf(rule) + 1,
	target,
	text: `${rule.name}: ${rule.frontend}:${rule.port} ${rule.protocol} → backend port ${rule.backendPort}, floating IP ${rule.floatingIP ? 'on' : 'off'}`,
	source: rule.source
});

type Exit = 'nic' | 'refused';

/** A flow that went out by the outbound rule comes back: the translation is undone. */
function back(situation: Situation): Decision<Exit> {
	const { packet, sessions, device } = situation;
	const found = find(sessions, keyOf(device, 'snat'), packet.about ?? packet.tuple);
	if (found?.direction !== 'reply')
		return {
			exit: 'refused',
			verdict: 'drop',
			because: azure(
				'outbound-unknown',
				`Nothing was sent from ${packet.tuple.dst}, so nothing may return to it.`,
				'4.9'
			)
		};
	const { session } = found;
	return {
		exit: 'nic',
		verdict: 'rewrite',
		device: { kind: 'nic', name: session.machine! },
		packet: {
			...packet,
			tuple: {
				...packet.tuple,
				dst: session.original.src,
				dstPort: packet.about ? packet.tuple.dstPort : session.original.srcPort
			}
		},
		because: azure(
			'outbound-return',
			`The answer returns by the translation that the flow left: ${session.original.src} sent it.`,
			'4.9'
		)
	};
}

export const inbound = stage({
	id: 'inbound',
	title: 'Which node gets the flow?',
	explains:
		'The load balancer takes a healthy node by the hash of the 5-tuple. With floating IP it does not touch the packet.',
	depth: 'concept',
	exits: ['nic', 'refused'],
	decide(situation): Decision<Exit> {
		const { packet, sessions, device, choose } = situation;
		const balancer = balancerOf(situation);
		const { tuple } = packet;
		if (tuple.dst === balancer.outboundIP) return back(situation);

		const rule = balancer.rules.find(
			({ frontend, port, protocol }) =>
				frontend === tuple.dst && port === tuple.dstPort && protocol === tuple.protocol
		);
		if (!rule)
			return {
				exit: 'refused',
				verdict: 'drop',
				tried: balancer.rules.length,
				because: azure(
					'load-balancer-no-rule',
					`${tuple.dst} is a frontend, but no rule holds ${tuple.protocol} port ${tuple.dstPort}.`,
					'3.13'
				)
			};

		const known = find(sessions, keyOf(device, 'inbound'), tuple);
		if (!known && rule.healthy.length === 0)
			return {
				exit: 'refused',
				verdict: 'drop',
				rules: [ruleRow(balancer, rule, 'none')],
				because: [{ ...rule.health, code: 'load-balancer-no-healthy-node' }, rule.because]
			};

		const before = rule.sticky ? seenBefore(situation, rule) : null;
		const machine =
			known?.session.machine ??
			before ??
			choose(
				rule.point,
				rule.healthy.map((value) => ({
					value,
					probability: Math.round(1e6 / rule.healthy.length) / 1e6
				}))
			);
		const address = situation.network.nics.get(machine)!.primary;
		const after = rule.floatingIP ? tuple : { ...tuple, dst: address, dstPort: rule.backendPort };
		return {
			exit: 'nic',
			verdict: rule.floatingIP ? 'pass' : 'rewrite',
			device: { kind: 'nic', name: machine },
			packet: { ...packet, tuple: after },
			rules: [ruleRow(balancer, rule, machine)],
			because: known
				? azure('load-balancer-flow-known', `The flow is known and stays on ${machine}.`, '3.26')
				: [rule.because, ...(before ? stays(before) : []), rule.health],
			remembers: known
				? []
				: [
						{
							key: keyOf(device, 'inbound'),
							original: tuple,
							reply: reversed(after),
							seenReply: false,
							machine
						}
					]
		};
	}
});

/** Affinity hashes two addresses (3.25), so a client that was here before comes to the same node, as long as that is healthy. */
function seenBefore(
	{ sessions, device, packet: { tuple } }: Situation,
	{ healthy }: LoadBalancerRule
): string | null {
	const mine = (sessions.get(keyOf(device, 'inbound')) ?? []).findLast(
		({ original }) => original.src === tuple.src && original.dst === tuple.dst
	);
	return mine?.machine && healthy.includes(mine.machine) ? mine.machine : null;
}

const stays = (machine: string) =>
	azure(
		'service-affinity',
		`The rule hashes the client's address and not its port, so another connection of this client comes to ${machine} again.`,
		'3.25'
	);

export const outbound = stage({
	id: 'outbound',
	title: 'Private source becomes public',
	explains:
		"The outbound rule replaces the private source by the load balancer's public address and one of the node's ports.",
	depth: 'component',
	exits: ['internet'],
	decide(situation): Decision<'internet'> {
		const { packet, sender, device } = situation;
		const balancer = balancerOf(situation);
		const after = { ...packet.tuple, src: balancer.outboundIP! };
		return {
			exit: 'internet',
			verdict: 'rewrite',
			device: { kind: 'internet', name: 'internet' },
			packet: { ...packet, tuple: after },
			because: azure(
				'outbound-snat',
				`The outbound rule replaces ${packet.tuple.src} by ${after.src}; the port is an example, Azure takes one of the node's own share.`,
				'4.2'
			),
			rules: [
				{
					hook: 'outbound',
					table: balancer.name,
					chain: 'outbound',
					number: 1,
					target: after.src,
					text: `aksOutboundRule: all nodes → ${after.src}`
				}
			],
			remembers: [
				{
					key: keyOf(device, 'snat'),
					original: packet.tuple,
					reply: reversed(after),
					seenReply: false,
					machine: sender
				}
			]
		};
	}
});
