/** One sentence on what is different between two walks of the same question. */
import type { Trace } from '#engine/types.ts';
import type { Place } from './walk.ts';
import { nearest, passages } from './walk.ts';
import { dispositionWords } from './words.ts';

interface Gist {
	/** The source address that the endpoint saw; null where no request arrived. */
	readonly sees: string | null;
	readonly rewrites: number;
	readonly steps: number;
}

function gist(trace: Trace): Gist {
	const request = trace.connections.find(({ purpose }) => purpose === 'request')?.request;
	const all = passages(trace).flatMap(({ leg }) => leg.steps);
	return {
		sees: trace.deliveredTo ? (request?.steps.at(-1)?.after.src ?? null) : null,
		rewrites: all.filter(({ verdict }) => verdict === 'rewrite').length,
		steps: all.length
	};
}

const times = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

/** `With kubenet, the pod sees 10.224.0.4 instead of 10.244.0.4.` */
export function whatChanged(before: Trace, after: Trace, now: string): string {
	const [old, fresh] = [gist(before), gist(after)];
	if (before.disposition !== after.disposition)
		return `${now}: ${dispositionWords[after.disposition]} Before: ${before.disposition}.`;
	if (before.deliveredTo !== after.deliveredTo && fresh.sees && old.sees === fresh.sees)
		return `${now}: the packet ends at ${after.deliveredTo} instead of ${before.deliveredTo}.`;
	if (old.sees !== fresh.sees && fresh.sees)
		return `${now}: the receiver sees ${fresh.sees} as the source instead of ${old.sees}.`;
	if (old.rewrites !== fresh.rewrites)
		return `${now}: ${times(fresh.rewrites, 'rewrite')} on the way instead of ${old.rewrites}.`;
	if (old.steps !== fresh.steps)
		return `${now}: the same addresses all the way, by ${times(fresh.steps, 'step')} instead of ${old.steps}.`;
	return `${now}: nothing changes for this packet.`;
}

/** Where the reader stands in another walk: the same stage on the same kind of device, else the nearest step before. */
export function carriedOver(
	before: Trace,
	after: Trace,
	place: Place,
	places: readonly Place[]
): number {
	const old = passages(before)[place.leg];
	const step = old?.leg.steps[place.step];
	if (!step) return nearest(places, place);
	const nth = old.leg.steps
		.slice(0, place.step)
		.filter((one) => one.stage === step.stage && one.at.kind === step.at.kind).length;
	const leg = passages(after).findIndex(
		({ name, connection }) => name === old.name && connection.purpose === old.connection.purpose
	);
	const same = (passages(after)[leg]?.leg.steps ?? []).flatMap((one, index) =>
		one.stage === step.stage && one.at.kind === step.at.kind ? [index] : []
	);
	const target = same[Math.min(nth, same.length - 1)];
	return nearest(places, target === undefined ? place : { leg, step: target });
}
