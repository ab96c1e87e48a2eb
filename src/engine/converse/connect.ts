/**
 * One connection over the packet machine: the request, what its receiver does
 * before it answers, what comes back, and the next packet.
 *
 *   (probes) ──▶ request ──▶ arrives ──▶ serve: connections of its own ──▶ reply ──▶ next
 */
import type { Journey } from '../machine/journey.ts';
import { reversed } from '../tuple.ts';
import type { Connection, Device, FiveTuple, LegName } from '../types.ts';
import { arrived, fate, lastStep } from './fate.ts';
import { answer, depart, legOf, packetOf, rejection, type Start } from './legs.ts';
import { listens } from './listens.ts';
import { probe, ruleMet, withHealth } from './probes.ts';
import { joined, silence, type Told } from './told.ts';

export interface Opening extends Pick<Connection, 'id' | 'parent' | 'purpose' | 'from' | 'to'> {
	readonly device: Device;
	readonly tuple: FiveTuple;
}

/** What the receiver does with a request that arrived; its sessions are those that the request left. */
export type Serve<T> = (request: Journey, told: Told) => { readonly told: Told; readonly value: T };

export interface Opened<T> {
	/** Everything that was said before, this connection, and those that it caused. */
	readonly told: Told;
	readonly connection: Connection;
	readonly request: Journey;
	/** What `serve` gave; null where no request arrived or nothing listens. */
	readonly value: T | null;
}

export function connect<T = null>(
	start: Start,
	{ device, tuple, ...opening }: Opening,
	before: Told,
	serve: Serve<T> | null = null
): Opened<T> {
	const first = { ...start, connection: opening.id };
	const send = (by: Start) =>
		depart(by, 'request', device, packetOf(tuple, 'first'), before.sessions);
	const tried = send(first);
	const met = opening.purpose === 'probe' ? null : ruleMet(start.network, tried);
	const probed = met && probe(start, met, (one) => connect({ ...start, picks: [] }, one, silence));
	const isForeseen = !probed || probed.asked === probed.rule;
	const from = isForeseen ? first : { ...first, network: withHealth(start.network, probed) };
	const request = isForeseen ? tried : send(from);
	const heard = arrived(request)
		? listens(from.network, request.device, request.packet.tuple)
		: null;
	const refuses = heard === 'no' || (heard === 'assumed-no' && start.ownsPods);
	const served =
		serve && heard !== null && !refuses
			? serve(request, { ...silence, sessions: request.sessions })
			: null;
	const sessions = served?.told.sessions ?? request.sessions;

	const reply = answerTo(from, { ...request, sessions }, refuses);
	const end = fate(request, reply, refuses ? 'refused' : 'answer');
	const goesOn =
		end.disposition === 'delivered' &&
		opening.purpose !== 'dns' &&
		opening.purpose !== 'dns-upstream' &&
		opening.purpose !== 'probe';
	const next = goesOn
		? depart(from, 'next', device, packetOf(tuple, 'data'), reply!.sessions)
		: null;

	const connection: Connection = {
		...opening,
		request: legOf(request),
		reply: reply && legOf(reply),
		next: next && legOf(next),
		...end,
		listens: heard
	};
	const played = (leg: LegName, journey: Journey | null): Told => ({
		sessions: journey?.sessions ?? sessions,
		connections: [],
		order: journey ? [{ connection: opening.id, leg }] : [],
		choices: journey?.choices ?? []
	});
	const probes = probed ? unheard(before, probed.connections) : [];
	const sent = played('request', request);
	const asked: Told = {
		...sent,
		connections: [connection, ...probes],
		order: [...probes.flatMap(legsOf), ...sent.order]
	};
	const told = [asked, ...(served ? [served.told] : []), played('reply', reply)].reduce(
		joined,
		before
	);
	return {
		told: next ? joined(told, played('next', next)) : told,
		connection,
		request,
		value: served?.value ?? null
	};
}

/** Probes that were not told yet, numbered after those that were. */
function unheard({ connections }: Told, probes: readonly Connection[]): readonly Connection[] {
	const told = connections.filter(({ purpose }) => purpose === 'probe');
	return probes
		.filter(({ to }) => !told.some((one) => one.to === to))
		.map((one, i) => ({ ...one, id: `p${told.length + i + 1}` }));
}

const legsOf = ({ id, reply }: Connection): Told['order'] => [
	{ connection: id, leg: 'request' },
	...(reply ? [{ connection: id, leg: 'reply' as const }] : [])
];

/** What comes back: an answer, a reset, an ICMP error, or nothing. */
function answerTo(start: Start, request: Journey, refuses: boolean): Journey | null {
	const { verdict } = lastStep(request);
	if (verdict === 'reject') return rejection(start, request);
	if (verdict !== 'deliver') return null;
	const { tuple } = request.packet;
	if (refuses && tuple.protocol === 'udp') {
		// A closed UDP port answers with an ICMP error that speaks of the datagram.
		const { dst: src, src: dst } = tuple;
		const error: FiveTuple = { protocol: 'icmp', src, srcPort: 0, dst, dstPort: 0 };
		return answer(start, request, { ...packetOf(error, 'icmp-error'), about: tuple });
	}
	return answer(start, request, packetOf(reversed(tuple), refuses ? 'reset' : 'answer'));
}
