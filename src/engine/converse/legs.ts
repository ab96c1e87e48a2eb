/** The legs of a connection: the first packet, what comes back, and the next packet of the same connection. */
import { charts } from '../charts/index.ts';
import type { End, Target } from '../endpoints/index.ts';
import { isLocal, sourceFor } from '../iptables/local.ts';
import type { Journey } from '../machine/journey.ts';
import type { Sessions } from '../machine/sessions.ts';
import type { Walker } from '../machine/walk.ts';
import type { Network } from '../network.ts';
import type { Question } from '../question.ts';
import { lookup } from '../routing.ts';
import { reversed } from '../tuple.ts';
import type { Device, FiveTuple, Flag, Leg, LegName, Packet } from '../types.ts';

export interface Start {
	readonly network: Network;
	readonly connection: string;
	readonly picks: readonly string[];
	readonly walker: Walker;
	/** True where the scenario owns its pods: a port that a pod does not declare then has no listener. */
	readonly ownsPods: boolean;
}

/** A journey at its beginning. */
export function depart(
	start: Start,
	leg: LegName,
	device: Device,
	packet: Packet,
	sessions: Sessions,
	more: Partial<Journey> = {}
): Journey {
	const { network, connection, picks, walker } = start;
	const journey: Journey = {
		network,
		connection,
		leg,
		device,
		packet,
		sessions,
		picks,
		awaited: null,
		tracked: null,
		sender: null,
		injected: false,
		steps: [],
		wire: [],
		choices: [],
		visited: [],
		exit: device.kind,
		...more
	};
	return walker(journey, charts[0]);
}

/** What comes back: the client takes it only as an answer to the very packet that it sent. */
export const answer = (
	start: Start,
	{ device, sessions, steps }: Journey,
	packet: Packet,
	more: Partial<Journey> = {}
): Journey =>
	depart(start, 'reply', device, packet, sessions, { awaited: steps[0]!.before, ...more });

export const packetOf = (tuple: FiveTuple, flag: Flag): Packet => ({
	tuple,
	flag,
	mark: 0,
	in: null,
	out: null,
	port: null
});

export const legOf = ({ steps, wire }: Journey): Leg => ({ steps, wire });

/** The client's port where none is asked for. */
export const clientPort = 49152;

/** The first packet as it leaves its sender. */
export function firstTuple(network: Network, question: Question, from: End, to: Target): FiveTuple {
	const protocol = question.protocol ?? to.protocol ?? 'tcp';
	const src = from.address ?? nodeSource(network, from.device.name, to.address);
	if (protocol === 'icmp') return { protocol, src, srcPort: 0, dst: to.address, dstPort: 0 };
	return {
		protocol,
		src,
		srcPort: question.sourcePort ?? clientPort,
		dst: to.address,
		dstPort: to.port
	};
}

/** The address that a process of a node sends from, by its route to the destination. */
export function nodeSource(network: Network, node: string, dst: string): string {
	const config = network.node(node);
	if (config.addresses.some(({ address }) => address.split('/')[0] === dst)) return dst;
	const route = lookup(config.routes, dst);
	return route?.src ?? sourceFor(config, route?.link ?? 'eth0');
}

/** What a rejecting node sends back: an ICMP error from its address on that side, or a reset that speaks for the destination. */
export function rejection(start: Start, request: Journey): Journey {
	const { network } = start;
	const { device, packet, tracked } = request;
	const byReset = request.steps.at(-1)!.rules.some(({ text }) => text.includes('tcp-reset'));
	const related = tracked && {
		...tracked,
		direction: 'reply' as const,
		fresh: false,
		state: 'related' as const
	};
	if (byReset)
		return answer(start, request, packetOf(reversed(packet.tuple), 'reset'), { tracked: related });
	const tuple: FiveTuple = {
		protocol: 'icmp',
		// An error about a packet for the node itself comes from the address that was called.
		src: isLocal(network.node(device.name), packet.tuple.dst)
			? packet.tuple.dst
			: nodeSource(network, device.name, packet.tuple.src),
		srcPort: 0,
		dst: packet.tuple.src,
		dstPort: 0
	};
	const error = { ...packetOf(tuple, 'icmp-error'), about: packet.tuple };
	return answer(start, request, error, { tracked: related });
}
