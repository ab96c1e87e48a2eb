/** What the lesson says at a place of a walk: the last thing said at or before it. */
import type { Lesson } from '#engine/scenario/lesson.ts';
import { select } from '#engine/scenario/select.ts';
import type { Trace } from '#engine/types.ts';
import { passages, type Place } from './walk.ts';

export interface Said {
	readonly says: string;
	/** Is it said of this very step? */
	readonly here: boolean;
}

export function narrative(
	{ narrative: segments, packets }: Lesson,
	packet: string,
	trace: Trace,
	place: Place
): Said | null {
	const legs = passages(trace);
	const told = segments.flatMap(({ packet: of, at, model, says }) => {
		if ((of ?? packets[0]?.id) !== packet || (model && !model.includes(trace.model))) return [];
		const spot = select(trace, at);
		const leg = legs.findIndex(
			({ name, connection }) => name === spot?.leg && connection.id === spot.connection
		);
		return spot && leg >= 0 ? [{ leg, step: spot.step, says }] : [];
	});
	const before = told.filter(
		(one) => one.leg < place.leg || (one.leg === place.leg && one.step <= place.step)
	);
	const last = before.reduce<(typeof told)[number] | null>(
		(a, b) => (!a || b.leg > a.leg || (b.leg === a.leg && b.step >= a.step) ? b : a),
		null
	);
	return last && { says: last.says, here: last.leg === place.leg && last.step === place.step };
}
