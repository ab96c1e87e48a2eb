/** Does a program wait for this packet? A request is for whoever listens; an answer only for who asked. */
import type { Decision, Situation } from './stages/stage.ts';
import { reversed, sameTuple, tupleText } from './tuple.ts';
import type { Reason } from './types.ts';

/** Hands the packet to the machine, or drops an answer that comes from elsewhere than the client called. */
export function takenIn(
	{ packet, awaited, device }: Situation,
	reason: Reason
): Decision<'received' | 'unknown'> {
	const answers = packet.about ?? reversed(packet.tuple);
	if (!awaited || sameTuple(answers, awaited))
		return { exit: 'received', verdict: 'deliver', because: [reason] };
	return {
		exit: 'unknown',
		verdict: 'drop',
		because: [
			{
				code: 'answer-not-awaited',
				says: `${device.name} asked ${tupleText(awaited)} and waits for an answer from there; no program of it knows this one.`,
				fact: 'A2',
				certainty: 'kernel'
			}
		]
	};
}
