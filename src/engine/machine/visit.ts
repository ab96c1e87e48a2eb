/** One stop of a walk: ask the stage, write down the step, name the exit. The one pure step behind machine and loop. */
import type { Row, Stop } from '../charts/chart.ts';
import type { Decision } from '../stages/stage.ts';
import { tupleText } from '../tuple.ts';
import type { Carried, Choice, Packet, Step } from '../types.ts';
import type { Choose, Journey, Tracked } from './journey.ts';
import { pickFor } from './picks.ts';
import { remember } from './sessions.ts';

/** An ordinary load balancer reply takes 36 stops. */
const longest = 128;

export function visit(journey: Journey, stop: Stop, row: Row): Journey {
	const { device, packet, steps } = journey;
	if (!stop.startsWith(`${device.kind}/`))
		throw new Error(`stop ${stop} has ${device.kind} ${device.name} in hand`);
	const place = placeOf(journey, stop);
	if (steps.length >= longest || journey.visited.includes(place)) return looped(journey, row);

	const choices: Choice[] = [];
	const choose: Choose = (point, options) => {
		const picked = pickFor(journey, point);
		const chosen = options.find(({ value }) => value === picked)?.value ?? options[0]!.value;
		const at = { connection: journey.connection, leg: journey.leg, step: steps.length };
		if (options.length > 1) choices.push({ point, at, options, chosen });
		return chosen;
	};

	const decision = row.stage.decide({ ...journey, choose });
	const next = row.exits[decision.exit];
	if (!next)
		throw new Error(`stage ${row.stage.id} left by ${decision.exit}, which ${stop} does not have`);
	const after = decision.device ?? device;
	if (next !== 'end' && !next.startsWith(`${after.kind}/`))
		throw new Error(
			`exit ${decision.exit} of ${stop} leads to ${next}, but ${after.kind} is in hand`
		);

	return {
		...journey,
		device: after,
		packet: decision.packet ?? packet,
		tracked: decision.tracked === undefined ? journey.tracked : decision.tracked,
		sender: decision.sender ?? journey.sender,
		sessions: (decision.remembers ?? []).reduce(remember, journey.sessions),
		steps: [...steps, stepOf(journey, row, decision)],
		wire: [
			...journey.wire,
			...(decision.seen ?? []).map((one) => ({ ...one, step: steps.length }))
		],
		choices: [...journey.choices, ...choices],
		visited: [...journey.visited, place],
		exit: decision.exit
	};
}

function stepOf({ device, packet, tracked }: Journey, { stage }: Row, decision: Decision): Step {
	const leaves = decision.packet ?? packet;
	// Mark and interfaces end with the device, so a step that hands over shows what it still had.
	const carrying = decision.device ? packet : leaves;
	return {
		at: device,
		stage: stage.id,
		depth: stage.depth,
		verdict: decision.verdict,
		before: packet.tuple,
		after: leaves.tuple,
		carries: carried(carrying, decision.tracked ?? tracked),
		rules: decision.rules ?? [],
		tried: decision.tried ?? 0,
		because: decision.because,
		remembers: (decision.remembers ?? []).map(({ key, original, reply }) => ({
			key,
			original,
			reply
		}))
	};
}

const carried = ({ mark, in: inLink, out }: Packet, tracked: Tracked | null): Carried => ({
	mark,
	in: inLink,
	out,
	conntrack: conntrackWord(tracked)
});

function conntrackWord(tracked: Tracked | null): Carried['conntrack'] {
	if (!tracked) return 'none';
	if (tracked.state === 'established' && tracked.direction === 'reply') return 'reply';
	return tracked.state;
}

/** The same stop on the same device with the same tuple and mark: the packet would do again what it did. */
const placeOf = ({ device, packet: { tuple, mark } }: Journey, stop: Stop): string =>
	`${stop} ${device.name} ${tupleText(tuple)} ${mark}`;

/** A packet that comes back unchanged goes round for ever; the walk says so and ends. */
function looped(journey: Journey, { stage }: Row): Journey {
	const decision: Decision = {
		exit: 'loop',
		verdict: 'drop',
		because: [
			{
				code: 'loop',
				says: 'The packet came back to the same place unchanged; it would go round until its time to live ends.',
				fact: '8.9',
				certainty: 'documented'
			}
		]
	};
	return {
		...journey,
		steps: [...journey.steps, stepOf(journey, { stage, exits: {} }, decision)],
		exit: 'loop'
	};
}
