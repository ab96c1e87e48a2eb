/**
 * Network security groups. Leaving, the NIC's group is asked before the
 * subnet's; arriving, the subnet's before the NIC's; both must allow (7.4).
 * A flow has one record per NIC, written when the second gate has allowed it.
 */
import { azure } from '../azure/says.ts';
import { evaluate, type Direction, type Judgement } from '../azure/evaluate.ts';
import { exempt } from '../azure/platform.ts';
import { find, keyOf, type Session } from '../machine/sessions.ts';
import { reversed } from '../tuple.ts';
import type { ReasonCode } from '../reasons.ts';
import type { FiveTuple } from '../types.ts';
import { stage, type Decision, type Situation } from './stage.ts';

type Gate = 'nic' | 'subnet';

/** An ICMP error belongs to the flow that it speaks of. */
const flowOf = ({ packet }: Situation): FiveTuple => packet.about ?? packet.tuple;

const passes = (code: ReasonCode, says: string, fact: string): Judgement => ({
	verdict: 'pass',
	because: azure(code, says, fact),
	rules: [],
	tried: 0
});

function judge(situation: Situation, gate: Gate, direction: Direction): Judgement {
	const { network, device, packet, sessions } = situation;
	const nic = network.nics.get(device.name)!;
	const name = gate === 'nic' ? nic.securityGroup : network.subnets.get(nic.subnet)!.securityGroup;
	if (!name) {
		const place = gate === 'nic' ? 'NIC' : 'subnet';
		return passes(
			'no-security-group',
			`No security group is attached to this ${place}, so everything passes.`,
			'7.4'
		);
	}
	if (find(sessions, keyOf(device, 'nsg'), flowOf(situation)))
		return passes(
			'security-flow-known',
			'The flow was allowed when it began; its packets and answers need no rule.',
			'7.6'
		);
	const group = network.groups.get(name)!;
	return (
		exempt(network, group, direction, nic.subnet, packet.tuple) ??
		evaluate(network, group, direction, nic.subnet, packet.tuple)
	);
}

/** Written when the last gate has allowed the flow; written by the first, it would open the second. */
function flowRecord(situation: Situation): readonly Session[] {
	const { device, packet, sessions } = situation;
	const key = keyOf(device, 'nsg');
	if (packet.about || find(sessions, key, packet.tuple)) return [];
	return [
		{ key, original: packet.tuple, reply: reversed(packet.tuple), seenReply: false, machine: null }
	];
}

function gate(where: Gate, direction: Direction) {
	return {
		id: `${where}-nsg-${direction === 'outbound' ? 'out' : 'in'}`,
		title: `Security group of the ${where === 'nic' ? 'NIC' : 'subnet'}, ${direction}`,
		explains:
			direction === 'outbound'
				? "What leaves a machine passes its NIC's group, then its subnet's; both must allow."
				: "What reaches a machine passes its subnet's group, then its NIC's; both must allow.",
		depth: 'component' as const
	};
}

/** The first gate of a direction only judges. */
const firstGate = (where: Gate, direction: Direction) =>
	stage({
		...gate(where, direction),
		exits: ['allowed', 'stopped'],
		decide(situation): Decision<'allowed' | 'stopped'> {
			const judged = judge(situation, where, direction);
			return { ...judged, exit: judged.verdict === 'pass' ? 'allowed' : 'stopped' };
		}
	});

export const nicNsgOut = firstGate('nic', 'outbound');
export const subnetNsgIn = firstGate('subnet', 'inbound');

export const subnetNsgOut = stage({
	...gate('subnet', 'outbound'),
	exits: ['subnet-gateway', 'stopped'],
	decide(situation): Decision<'subnet-gateway' | 'stopped'> {
		const judged = judge(situation, 'subnet', 'outbound');
		if (judged.verdict !== 'pass') return { ...judged, exit: 'stopped' };
		const { network, device } = situation;
		const subnet = network.nics.get(device.name)!.subnet;
		return {
			...judged,
			exit: 'subnet-gateway',
			device: { kind: 'subnet-gateway', name: subnet },
			sender: device.name,
			remembers: flowRecord(situation)
		};
	}
});

export const nicNsgIn = stage({
	...gate('nic', 'inbound'),
	exits: ['allowed', 'stopped'],
	decide(situation): Decision<'allowed' | 'stopped'> {
		const judged = judge(situation, 'nic', 'inbound');
		return judged.verdict === 'pass'
			? { ...judged, exit: 'allowed', remembers: flowRecord(situation) }
			: { ...judged, exit: 'stopped' };
	}
});
