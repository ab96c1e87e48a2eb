/**
 * A walk: one packet, one direction, from its sender to its end.
 *
 * `walk` drives the XState machine by its pure `transition`, so a bug throws at
 * once. `walkByTable` runs the same chart in a plain loop, thirty times faster;
 * a test demands that both give the same journey.
 */
import { initialTransition, transition } from 'xstate';
import { charts } from '../charts/index.ts';
import type { Chart, Stop } from '../charts/chart.ts';
import type { Journey } from './journey.ts';
import { packetMachine } from './factory.ts';
import { visit } from './visit.ts';

const machines = new Map(charts.map((chart) => [chart.id, packetMachine(chart)]));

/** Takes a journey that has made no step, with the kind of its sender (or `eth0`) as its exit. */
export type Walker = (journey: Journey, chart: Chart) => Journey;

export const walk: Walker = (journey, chart) => {
	const machine = machines.get(chart.id)!;
	let [snapshot] = initialTransition(machine, journey);
	while (snapshot.status === 'active') {
		const before = snapshot.value;
		[snapshot] = transition(machine, snapshot, { type: snapshot.context.exit });
		if (snapshot.status === 'active' && snapshot.value === before)
			throw new Error(`stop ${String(before)} has no exit ${snapshot.context.exit}`);
	}
	return snapshot.context;
};

export const walkByTable: Walker = (journey, { start, stops }) => {
	let stop: Stop | 'end' | undefined = start[journey.exit as keyof typeof start];
	let on = journey;
	while (stop !== 'end') {
		if (!stop) throw new Error(`no stop after exit ${on.exit}`);
		const row: Chart['stops'][Stop] = stops[stop]!;
		on = visit(on, stop, row);
		stop = on.exit === 'loop' ? 'end' : row.exits[on.exit];
	}
	return on;
};
