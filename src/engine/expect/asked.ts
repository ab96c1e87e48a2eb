import type { Connection, Step, Trace } from '../types.ts';

/** The connection that was asked for: the last one that no other opened, and that is no lookup or probe. */
export function asked({ connections }: Trace): Connection {
	const found = connections.findLast(
		({ purpose, parent }) => purpose === 'request' && parent === null
	);
	if (!found) throw new Error('a trace without a request');
	return found;
}

const lastDecision = (steps: readonly Step[]) =>
	steps.findLast(({ verdict }) => verdict !== 'pass') ?? steps.at(-1);

/** The step that sealed the fate: in the reply only where the request had arrived and its answer did not. */
export function decidingStep({ disposition, request, reply }: Connection): Step | undefined {
	const inRequest = lastDecision(request.steps);
	const settled =
		disposition === 'delivered' || disposition === 'answered' || disposition === 'refused';
	return settled || !reply || inRequest?.verdict !== 'deliver'
		? inRequest
		: lastDecision(reply.steps);
}
