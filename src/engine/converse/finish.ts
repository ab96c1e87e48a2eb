/** From what was said to the trace that everybody reads. */
import { wordsOf } from '../endpoints/index.ts';
import type { Journey } from '../machine/journey.ts';
import type { Network } from '../network.ts';
import type { Question } from '../question.ts';
import type { Disposition, Trace } from '../types.ts';
import type { Problem } from '../world.ts';
import { arrived } from './fate.ts';
import type { Told } from './told.ts';

export function finish(
	network: Network,
	question: Question,
	told: Pick<Told, 'connections' | 'order' | 'choices'>,
	end: {
		readonly disposition: Disposition;
		/** Null where no packet was sent. */
		readonly request: Journey | null;
		readonly problems?: readonly Problem[];
	}
): Trace {
	const { world } = network;
	const { connections, order, choices } = told;
	const { disposition, request, problems = [] } = end;
	const { model, dataplane, policyEngine } = world.cluster;
	const { from, to } = question;
	return {
		version: 1,
		model,
		dataplane,
		policyEngine,
		from,
		to,
		disposition,
		deliveredTo: deliveredTo(network, request),
		problems: [...world.problems, ...problems],
		ignored: world.ignored,
		choices,
		order,
		connections
	};
}

function deliveredTo(network: Network, request: Journey | null): string | null {
	if (!request || !arrived(request)) return null;
	const { dst, dstPort } = request.packet.tuple;
	return wordsOf(network, dst, dstPort);
}
