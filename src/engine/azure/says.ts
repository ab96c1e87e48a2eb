/** A reason that rests on Azure's documentation, unless it says otherwise. */
import type { Because, Reason } from '../types.ts';

export const azure = (
	code: Reason['code'],
	says: string,
	fact: string,
	certainty: Reason['certainty'] = 'documented'
): Because => [{ code, says, fact, certainty }];
