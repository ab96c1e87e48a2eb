/** The fate of a connection, derived from how its legs ended. */
import type { Journey } from '../machine/journey.ts';
import type { ClientSees, Disposition, Step } from '../types.ts';

export const lastStep = ({ steps }: Journey): Step => steps.at(-1)!;

export const arrived = (journey: Journey | null): boolean =>
	journey !== null && lastStep(journey).verdict === 'deliver';

/** Stages that route: what they drop had nowhere to go. */
const routingStages = ['routing', 'output-route', 'output-reroute', 'route', 'send'];

/** How a leg that did not arrive ended. */
function stopped(journey: Journey): Disposition {
	const { verdict, stage, because } = lastStep(journey);
	if (because[0].code === 'loop') return 'loop';
	if (verdict === 'undetermined') return 'undetermined';
	return routingStages.includes(stage) ? 'no-route' : 'dropped';
}

export interface Fate {
	readonly disposition: Disposition;
	readonly clientSees: ClientSees;
}

/**
 * 1. The request was stopped: dropped or no route; a reject is `refused` if its error comes home.
 * 2. It arrived: the answer must come home too. A reset that does is `refused`.
 */
export function fate(request: Journey, reply: Journey | null, answers: 'answer' | 'refused'): Fate {
	const home = arrived(reply);
	if (lastStep(request).verdict === 'reject') {
		if (home) return { disposition: 'refused', clientSees: 'refused' };
		if (reply && stopped(reply) === 'undetermined')
			return { disposition: 'undetermined', clientSees: 'unknown' };
		return { disposition: 'dropped', clientSees: 'timeout' };
	}
	if (!arrived(request)) {
		const disposition = stopped(request);
		if (disposition === 'undetermined') return { disposition, clientSees: 'unknown' };
		const atSender = request.steps.length === 1 && disposition === 'no-route';
		return { disposition, clientSees: atSender ? 'unreachable' : 'timeout' };
	}
	if (home)
		return answers === 'refused'
			? { disposition: 'refused', clientSees: 'refused' }
			: { disposition: 'delivered', clientSees: 'answer' };
	if (reply && stopped(reply) === 'undetermined')
		return { disposition: 'undetermined', clientSees: 'unknown' };
	if (reply && stopped(reply) === 'loop') return { disposition: 'loop', clientSees: 'timeout' };
	return { disposition: 'reply-dropped', clientSees: 'timeout' };
}
