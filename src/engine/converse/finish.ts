/** From walked legs to the trace that everybody reads. */
import { wordsOf } from '../endpoints/index.ts';
import type { Journey } from '../machine/journey.ts';
import type { Network } from '../network.ts';
import type { Question } from '../question.ts';
import type { Connection, Trace } from '../types.ts';
import { arrived } from './fate.ts';
import { legOf } from './legs.ts';

export interface Legs {
	readonly request: Journey;
	readonly reply: Journey | null;
	readonly next: Journey | null;
}

export function finish(
	network: Network,
	question: Question,
	legs: Legs,
	end: Pick<Connection, 'disposition' | 'clientSees' | 'listens'>
): Trace {
	const { world } = network;
	const walked = (['request', 'reply', 'next'] as const).filter((leg) => legs[leg]);
	const { request } = legs;
	const { dst, dstPort } = request.packet.tuple;
	return {
		...heading(network, question),
		disposition: end.disposition,
		deliveredTo: arrived(request) ? wordsOf(network, dst, dstPort) : null,
		problems: world.problems,
		ignored: world.ignored,
		choices: walked.flatMap((leg) => legs[leg]!.choices),
		order: walked.map((leg) => ({ connection: 'c1', leg })),
		connections: [
			{
				id: 'c1',
				parent: null,
				purpose: 'request',
				from: question.from,
				to: question.to,
				request: legOf(legs.request),
				reply: legs.reply && legOf(legs.reply),
				next: legs.next && legOf(legs.next),
				...end
			}
		]
	};
}

export const heading = ({ world: { cluster } }: Network, { from, to }: Question) =>
	({
		version: 1,
		model: cluster.model,
		dataplane: cluster.dataplane,
		policyEngine: cluster.policyEngine,
		from,
		to
	}) as const;
