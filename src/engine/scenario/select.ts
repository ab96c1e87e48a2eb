/** Finds the step that a lesson speaks of. */
import type { LegName, Trace } from '../types.ts';
import type { Selector } from './lesson.ts';

export interface Spot {
	readonly connection: string;
	readonly leg: LegName;
	readonly step: number;
}

/** The first step, in the order of play, that has all of what the selector names. */
export function select(
	{ order, connections }: Trace,
	{ stage, device, leg, verdict }: Selector
): Spot | null {
	for (const place of order) {
		if (leg !== null && leg !== place.leg) continue;
		const steps = connections.find(({ id }) => id === place.connection)?.[place.leg]?.steps ?? [];
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
