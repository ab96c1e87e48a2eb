/** Finds the step that a lesson speaks of. */
import type { LegName, Purpose, Trace } from '../types.ts';
import type { Selector } from './lesson.ts';

export interface Spot {
	readonly connection: string;
	readonly leg: LegName;
	readonly step: number;
}

/** What a lesson means where it does not say: the packet that was asked for, and what a proxy sends on. */
const usual: readonly Purpose[] = ['request', 'upstream'];

/** The first step, in the order of play, that has all of what the selector names. */
export function select(
	{ order, connections }: Trace,
	{ stage, device, leg, verdict, purpose }: Selector
): Spot | null {
	for (const place of order) {
		if (leg !== null && leg !== place.leg) continue;
		const connection = connections.find(({ id }) => id === place.connection);
		const fits = purpose === null ? usual : [purpose];
		if (!connection || !fits.includes(connection.purpose)) continue;
		const steps = connection[place.leg]?.steps ?? [];
		const step = steps.findIndex(
			(one) =>
				(stage === null || stage === one.stage) &&
				(device === null || device === one.at.kind) &&
				(verdict === null || verdict === one.verdict)
		);
		if (step >= 0) return { ...place, step };
	}
	return null;
}
