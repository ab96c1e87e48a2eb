/**
 * The conversation: who is meant, what is looked up, the request, what comes
 * back, and the next packet of the same connection. A plain recursive function
 * over the packet machine.
 */
import { findSource, findTarget, type End, type Named, type Target } from '../endpoints/index.ts';
import { walk, type Walker } from '../machine/walk.ts';
import type { Network } from '../network.ts';
import type { Answer, Mistake, Question } from '../question.ts';
import { protocols, type FiveTuple, type Trace } from '../types.ts';
import type { Problem } from '../world.ts';
import { connect } from './connect.ts';
import { finish } from './finish.ts';
import { inject } from './inject.ts';
import { checkPicks } from './known-points.ts';
import { clientPort, firstTuple, type Start } from './legs.ts';
import { lookUp } from './lookup.ts';
import { notJudged, nothingWalked, nowhereReason } from './nothing.ts';
import { silence, type Told } from './told.ts';

export { resolve, type Resolved } from './resolve.ts';

/** Walks what is asked. A question that names nothing real is a mistake, never an exception. */
export function trace(network: Network, question: Question, walker: Walker = walk): Answer {
	const wrong = badNumbers(question) ?? checkPicks(network.world, question.picks ?? []);
	if (wrong) return { mistake: wrong };
	const { protocol, at } = question;
	if (at !== undefined) return inject(network, question, at, walker);

	const from = findSource(network, question.from);
	if ('code' in from) return { mistake: from };
	const to = findTarget(network, question.to, from, protocol);
	if ('code' in to) return { mistake: to };

	const open = notJudged(network);
	if (open) return { trace: nothingWalked(network, question, from, [open], 'undetermined') };
	if ('nowhere' in to) {
		const because = [nowhereReason(to)] as const;
		const fate = to.nowhere === 'name-unresolved' ? 'unresolved' : 'undetermined';
		return { trace: nothingWalked(network, question, from, because, fate) };
	}
	const start: Start = {
		network,
		connection: 'c1',
		picks: question.picks ?? [],
		walker,
		ownsPods: question.ownsPods ?? false
	};
	return {
		trace:
			'name' in to
				? byName(start, question, from, to)
				: request(start, question, from, to, silence, [])
	};
}

function badNumbers({ protocol, sourcePort = clientPort }: Question): Mistake | null {
	if (protocol && !protocols.includes(protocol))
		return {
			code: 'bad-protocol',
			says: `${String(protocol)} is not a protocol.`,
			try: `One of ${protocols.join(', ')}.`
		};
	if (!Number.isInteger(sourcePort) || sourcePort < 1 || sourcePort > 65535)
		return {
			code: 'bad-port',
			says: `${sourcePort} is not a source port.`,
			try: 'A number from 1 to 65535.'
		};
	return null;
}

/** The name first, then the packet to what it stands for. */
function byName(start: Start, question: Question, from: End, { words, name, port }: Named): Trace {
	const { network } = start;
	const { told, found, address, problems } = lookUp(start, from, name, silence);
	if (address === null) {
		const fate = found.kind === 'unknown' ? 'undetermined' : 'unresolved';
		return nothingWalked(network, question, from, found.because, fate, told, problems);
	}
	const target = { words, address, port, protocol: protocolAt(network, address, port) };
	return request(start, question, from, target, told, problems);
}

/** The protocol of the Service port that is addressed. */
function protocolAt(network: Network, address: string, port: number): Target['protocol'] {
	const owner = network.owner(address);
	if (owner?.kind !== 'service' && owner?.kind !== 'frontend') return null;
	const fitting = owner.service.ports.filter((one) => one.port === port);
	return (fitting.find(({ protocol }) => protocol === 'tcp') ?? fitting[0])?.protocol ?? null;
}

function request(
	start: Start,
	question: Question,
	from: End,
	to: Target,
	before: Told,
	problems: readonly Problem[]
): Trace {
	const { network } = start;
	const tuple = firstTuple(network, question, from, to);
	const open = (nth: number, told: Told) =>
		connect(
			start,
			{
				id: `c${nth + 1}`,
				parent: null,
				purpose: 'request',
				from: question.from,
				to: question.to,
				device: from.device,
				tuple: { ...tuple, srcPort: portOf(tuple, nth) }
			},
			told
		);
	let opened = open(0, before);
	for (let nth = 1; nth <= (question.again ?? 0); nth++) opened = open(nth, opened.told);
	const { told, connection, request } = opened;
	const { disposition } = connection;
	return finish(network, question, told, { disposition, request, problems });
}

/** Each further connection leaves from the next port; after the last one comes 1024. */
const portOf = ({ protocol, srcPort }: FiveTuple, nth: number): number => {
	const port = srcPort + nth;
	return protocol === 'icmp' ? 0 : port > 65535 ? port - 65536 + 1024 : port;
};
