import type { ReasonCode } from '../reasons.ts';
import type { Reason, Source } from '../types.ts';

/** A reason that a source states. For another certainty, spread it and say so. */
export const documented = (
	code: ReasonCode,
	fact: string,
	says: string,
	source?: Source
): Reason => ({ code, says, fact, certainty: 'documented', ...(source && { source }) });
