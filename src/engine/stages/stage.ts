/**
 * What a stage is: one plain object that looks at a packet in a device and
 * decides. It names an exit; the chart says where that exit leads. It never
 * chooses by chance: it asks `choose`.
 *
 * To add one: a file beside this one, a line in `index.ts`, its stop in the
 * charts that run it. No page work: the look follows the kind of verdict.
 */
import type { Choose, Journey, Seen, Tracked } from '../machine/journey.ts';
import type { Session } from '../machine/sessions.ts';
import type { Because, Depth, Device, MatchedRule, Packet, Verdict } from '../types.ts';

/** What a stage may look at. */
export type Situation = Pick<
	Journey,
	'network' | 'device' | 'packet' | 'tracked' | 'sessions' | 'sender' | 'injected' | 'awaited'
> & {
	readonly choose: Choose;
};

/** What a stage decided. What it leaves out stays as it was. */
export interface Decision<Exit extends string = string> {
	readonly exit: Exit;
	readonly verdict: Verdict;
	readonly because: Because;
	readonly packet?: Packet;
	readonly tracked?: Tracked | null;
	/** The device in hand from here on; its kind is the exit's name. */
	readonly device?: Device;
	readonly sender?: string;
	readonly rules?: readonly MatchedRule[];
	readonly tried?: number;
	readonly remembers?: readonly Session[];
	readonly seen?: readonly Seen[];
}

export interface Stage<Exit extends string = string> {
	readonly id: string;
	readonly title: string;
	/** One sentence for a learner: what is decided here, whatever the packet. */
	readonly explains: string;
	readonly depth: Depth;
	readonly exits: readonly Exit[];
	decide(situation: Situation): Decision<Exit>;
}

/** Lets a file write its exits once and have them checked. */
export const stage = <const Exit extends string>(it: Stage<Exit>): Stage<Exit> => it;
