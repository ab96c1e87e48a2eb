/** The legs of a connection in the words of the page. */
import type { LegName } from '#engine/types.ts';

export const legWords = {
	request: 'request',
	reply: 'reply',
	next: 'next packet'
} as const satisfies Record<LegName, string>;
