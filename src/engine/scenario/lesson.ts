/** The text around a scenario: `lesson.yaml`, read by hand-written shapes that also make its JSON Schema. */
import { expectation } from '../expect/expectation.ts';
import { depths, deviceKinds, protocols, purposes, verdicts } from '../types.ts';
import { modelIds } from '../world.ts';
import { record } from './record.ts';
import { date, flag, list, maybe, oneOf, some, text, type Of } from './shape.ts';

/** A packet that the lesson sends; the first one is what `trace -s` walks. */
const packet = record({
	id: text,
	from: text,
	to: text,
	protocol: maybe(oneOf(protocols)),
	says: maybe(text)
});

/** Which step of a packet's walk is meant: the first that has all of what is written. */
const selector = record({
	stage: maybe(text),
	device: maybe(oneOf(deviceKinds)),
	leg: maybe(oneOf(['request', 'reply', 'next'])),
	verdict: maybe(oneOf(verdicts)),
	/** Lookups and probes are passed over unless they are named. */
	purpose: maybe(oneOf(purposes))
});

const segment = record({
	/** Id of a packet; the first one where it is left out. */
	packet: maybe(text),
	at: selector,
	/** Models under which it is said; all where it is left out. */
	model: maybe(some(oneOf(modelIds))),
	/** Two sentences at most. */
	says: text
});

/** A step before which the lesson asks; the answer is computed from the trace. */
const decision = record({ packet: maybe(text), at: selector, asks: text });

/** A question names a kind; the truth is computed (style P16). */
const question = record({ id: text, kind: text, packet: maybe(text), depth: maybe(oneOf(depths)) });

const objective = record({ exam: text, says: text, retired: maybe(flag, false) });

/** Where it is written, which facts of ours rest on it, and when it was read. */
const source = record({
	title: text,
	url: text,
	facts: maybe(list(text), []),
	verifiedOn: maybe(date)
});

const variant = record({ id: text, title: text });

export const lesson = record({
	/** A question that a learner really asks. */
	title: text,
	summary: text,
	packets: list(packet),
	narrative: maybe(list(segment), []),
	decisions: maybe(list(decision), []),
	questions: maybe(list(question), []),
	expect: list(expectation),
	objectives: maybe(list(objective), []),
	/** The date on which the sources were read. */
	verifiedOn: date,
	sources: list(source),
	variants: maybe(list(variant), [])
});

export type Lesson = Of<typeof lesson>;
export type Selector = Of<typeof selector>;
export type LessonPacket = Of<typeof packet>;
export type Segment = Of<typeof segment>;
