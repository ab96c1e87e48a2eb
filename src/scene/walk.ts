/** The legs of a trace as the picture walks them: which box each step stands in, and which steps are shown. */
import {
	depths,
	type Connection,
	type Depth,
	type Device,
	type Leg,
	type LegName,
	type Step,
	type Trace
} from '#engine/types.ts';
import type { World } from '#engine/world.ts';
import { legWords } from './leg-words.ts';

/** One leg in play order. */
export interface Passage {
	readonly connection: Connection;
	readonly name: LegName;
	readonly leg: Leg;
	/** What the row of the timeline is called. */
	readonly title: string;
}

/** Where a cursor stands: a leg in play order, and a step of it. */
export interface Place {
	readonly leg: number;
	readonly step: number;
}

const lookups = ['dns', 'dns-upstream'];

/** A lookup says which, because there may be several before one request. */
function titleOf({ id, purpose, parent }: Connection, name: LegName): string {
	if (!lookups.includes(purpose)) return legWords[name];
	const number = id.slice(1);
	if (name !== 'request') return `answer ${number}`;
	return parent ? `upstream ${number}` : `lookup ${number}`;
}

/** The legs in play order. Health probes are walked first and folded here: they ask for everybody, not for this packet. */
export const passages = ({ order, connections }: Trace): readonly Passage[] =>
	order.flatMap(({ connection: id, leg: name }) => {
		const connection = connections.find((one) => one.id === id);
		const leg = connection?.[name];
		return connection && leg && connection.purpose !== 'probe'
			? [{ connection, name, leg, title: titleOf(connection, name) }]
			: [];
	});

/** A hook in which no rule decided: its chain's own policy did, or it holds no rule at all. */
const onlyPolicy = ({ verdict, because: [{ code }] }: Step): boolean =>
	verdict === 'pass' && (code === 'chain-policy' || code === 'no-rules');

/** Is a step shown at this depth? A rewrite or an end is never hidden. */
export function isShown(step: Step, depth: Depth): boolean {
	if (step.verdict !== 'pass') return true;
	if (depth === 'component' && onlyPolicy(step)) return false;
	return depths.indexOf(step.depth) <= depths.indexOf(depth);
}

/** Every place that is shown at a depth, in the order of play. The two ends of each leg always are. */
export const shownPlaces = (trace: Trace, depth: Depth): readonly Place[] =>
	passages(trace).flatMap(({ leg: { steps } }, leg) =>
		steps.flatMap((one, step) =>
			step === 0 || step === steps.length - 1 || isShown(one, depth) ? [{ leg, step }] : []
		)
	);

/** The nearest shown place at or before another, so that a change of depth keeps the reader there. */
export function nearest(places: readonly Place[], { leg, step }: Place): number {
	const at = places.findLastIndex((one) => one.leg < leg || (one.leg === leg && one.step <= step));
	return Math.max(at, 0);
}

/** A step at which something was decided that a reader should not miss. */
export const isDecision = ({ verdict, rules }: Step): boolean =>
	verdict !== 'pass' || rules.some(({ target }) => target === 'Allow' || target === 'Deny');

/** The box that a device is drawn as: a NIC is the edge of its machine. */
export function boxOf({ kind, name }: Device, { hosts }: Pick<World, 'hosts'>): string {
	if (kind !== 'nic') return `${kind}/${name}`;
	return hosts.some((host) => host.kind === 'vm' && host.name === name)
		? `vm/${name}`
		: `node/${name}`;
}

/** Neighbouring steps in one box: the packet comes in, is looked at, and leaves. */
export interface Visit {
	readonly box: string;
	readonly first: number;
	readonly last: number;
	/** Does it end at the machine's edge, on the way out? */
	readonly leaving: boolean;
}

export function visitsOf({ steps }: Leg, world: Pick<World, 'hosts'>): readonly Visit[] {
	const visits: Visit[] = [];
	for (const [step, { at }] of steps.entries()) {
		const box = boxOf(at, world);
		const before = visits.at(-1);
		if (before?.box === box)
			visits[visits.length - 1] = {
				...before,
				last: step,
				leaving: at.kind === 'nic' && (before.leaving || steps[step - 1]!.at.kind !== 'nic')
			};
		else visits.push({ box, first: step, last: step, leaving: false });
	}
	return visits;
}

const hooks = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

/** The row of a machine that a stage is drawn in: its netfilter hook where it has one, else its own. */
export function rowOf({ at, stage }: Pick<Step, 'at' | 'stage'>): string | null {
	if (at.kind === 'nic') return 'NIC';
	if (at.kind !== 'node' || ['transmit', 'receive'].includes(stage)) return null;
	if (stage === 'conntrack') return 'PREROUTING';
	const hook = hooks.find((name) => stage.endsWith(`-${name}`) || stage.startsWith(`${name}-`));
	return hook ? hook.toUpperCase() : stage;
}
