/**
 * One factory builds every packet machine from a chart. The machine is static:
 * a state per stop, an event per exit. Entering a state asks its stage and keeps
 * the answer in the context; the exit that it names is the next event. So each
 * stop waits for its event, and a walk is seen one step at a time.
 */
import { assign, setup } from 'xstate';
import type { Chart, Stop } from '../charts/chart.ts';
import type { Journey } from './journey.ts';
import { visit } from './visit.ts';

export function packetMachine({ id, start, stops }: Chart) {
	const names = Object.keys(stops) as Stop[];
	const states = names.map((stop) => {
		const { exits } = stops[stop]!;
		const on = Object.fromEntries(
			Object.entries({ ...exits, loop: 'end' }).map(([exit, target]) => [exit, { target }])
		);
		return [stop, { entry: { type: 'visit' as const, params: { stop } }, on }] as const;
	});

	return setup({
		// XState reads its types from this value, which is never looked at.
		// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion
		types: {} as { context: Journey; input: Journey; events: { type: string } },
		actions: {
			visit: assign(({ context }, { stop }: { stop: Stop }) => visit(context, stop, stops[stop]!))
		}
	}).createMachine({
		id,
		context: ({ input }) => input,
		initial: 'start',
		states: {
			start: {
				on: Object.fromEntries(Object.entries(start).map(([kind, target]) => [kind, { target }]))
			},
			...Object.fromEntries(states),
			end: { type: 'final' }
		}
	});
}
