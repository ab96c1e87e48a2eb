/**
 * The conversation: who is meant, the request, what comes back, and the next
 * packet of the same connection. A plain function over the packet machine.
 */
import { findSource, findTarget, type End, type Target } from '../endpoints/index.ts';
import type { Journey } from '../machine/journey.ts';
import { walk, type Walker } from '../machine/walk.ts';
import type { Network } from '../network.ts';
import type { Answer, Question } from '../question.ts';
import { reversed } from '../tuple.ts';
import { protocols, type FiveTuple, type Trace } from '../types.ts';
import { arrived, fate, lastStep } from './fate.ts';
import { finish } from './finish.ts';
import { inject } from './inject.ts';
import { checkPicks } from './known-points.ts';
import { answer, clientPort, depart, firstTuple, packetOf, rejection, type Start } from './legs.ts';
import { listens } from './listens.ts';
import { notJudged, nothingWalked, nowhereReason } from './nothing.ts';

/** Walks what is asked. A question that names nothing real is a mistake, never an exception. */
export function trace(network: Network, question: Question, walker: Walker = walk): Answer {
	const { protocol, sourcePort = clientPort, at } = question;
	if (protocol && !protocols.includes(protocol))
		return {
			mistake: {
				code: 'bad-protocol',
				says: `${String(protocol)} is not a protocol.`,
				try: `One of ${protocols.join(', ')}.`
			}
		};
	if (!Number.isInteger(sourcePort) || sourcePort < 1 || sourcePort > 65535)
		return {
			mistake: {
				code: 'bad-port',
				says: `${sourcePort} is not a source port.`,
				try: 'A number from 1 to 65535.'
			}
		};
	const mistake = checkPicks(network.world, question.picks ?? []);
	if (mistake) return { mistake };
	if (at !== undefined) return inject(network, question, at, walker);

	const from = findSource(network, question.from);
	if ('code' in from) return { mistake: from };
	const to = findTarget(network, question.to, from, protocol);
	if ('code' in to) return { mistake: to };

	const start: Start = { network, connection: 'c1', picks: question.picks ?? [], walker };
	const open = notJudged(network);
	if (open) return { trace: nothingWalked(network, question, from, open, 'undetermined') };
	if ('nowhere' in to)
		return {
			trace: nothingWalked(
				network,
				question,
				from,
				nowhereReason(to),
				to.nowhere === 'name-unresolved' ? 'unresolved' : 'undetermined'
			)
		};
	return { trace: connect(start, question, from, to) };
}

function connect(start: Start, question: Question, from: End, to: Target): Trace {
	const { network } = start;
	const tuple = firstTuple(network, question, from, to);
	const request = depart(start, 'request', from.device, packetOf(tuple, 'first'), new Map());
	const heard = arrived(request) ? listens(network, request.device, request.packet.tuple) : null;
	const refuses = heard === 'no' || (heard === 'assumed-no' && question.ownsPods === true);
	const reply = answerTo(start, request, refuses);
	const { disposition, clientSees } = fate(request, reply, refuses ? 'refused' : 'answer');
	const next =
		disposition === 'delivered'
			? depart(start, 'next', from.device, packetOf(tuple, 'data'), reply!.sessions)
			: null;

	return finish(
		network,
		question,
		{ request, reply, next },
		{ disposition, clientSees, listens: heard }
	);
}

/** What comes back: an answer, a reset, an ICMP error, or nothing. */
function answerTo(start: Start, request: Journey, refuses: boolean): Journey | null {
	const { verdict } = lastStep(request);
	if (verdict === 'reject') return rejection(start, request);
	if (verdict !== 'deliver') return null;
	const { tuple } = request.packet;
	if (refuses && tuple.protocol === 'udp') {
		// A closed UDP port answers with an ICMP error that speaks of the datagram.
		const error: FiveTuple = {
			protocol: 'icmp',
			src: tuple.dst,
			srcPort: 0,
			dst: tuple.src,
			dstPort: 0
		};
		return answer(start, request, { ...packetOf(error, 'icmp-error'), about: tuple });
	}
	return answer(start, request, packetOf(reversed(tuple), refuses ? 'reset' : 'answer'));
}
