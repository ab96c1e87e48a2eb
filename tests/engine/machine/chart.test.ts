import { describe, expect, test } from 'vitest';
import { charts } from '#engine/charts/index.ts';
import type { Chart, Stop } from '#engine/charts/chart.ts';
import { packetMachine } from '#engine/machine/factory.ts';
import { stages } from '#engine/stages/index.ts';

/** Every stop that can be reached from where walks begin. */
function reachable({ start, stops }: Chart): ReadonlySet<string> {
	const seen = new Set<string>();
	const queue: string[] = Object.values(start);
	while (queue.length) {
		const stop = queue.pop()!;
		if (seen.has(stop)) continue;
		seen.add(stop);
		if (stop !== 'end') queue.push(...Object.values(stops[stop as Stop]!.exits));
	}
	return seen;
}

describe.each(charts.map((chart) => [chart.id, chart] as const))('chart %s', (_, chart) => {
	test('reaches every stop, and the end', () => {
		expect([...reachable(chart)].sort()).toEqual([...Object.keys(chart.stops), 'end'].sort());
	});

	test('gives each stage exactly the exits that it declares', () => {
		for (const [stop, { stage, exits }] of Object.entries(chart.stops))
			expect(Object.keys(exits).sort(), stop).toEqual([...stage.exits].sort());
	});

	test('leads every exit to a stop that is there', () => {
		for (const { exits } of Object.values(chart.stops))
			for (const next of Object.values(exits))
				if (next !== 'end') expect(chart.stops).toHaveProperty([next]);
	});

	test('names an exit that changes the device after the kind of the next one', () => {
		for (const [stop, { exits }] of Object.entries(chart.stops))
			for (const [exit, next] of Object.entries(exits)) {
				const [from] = stop.split('/');
				const [to] = next.split('/');
				if (next !== 'end' && from !== to) expect(exit, `${stop} → ${next}`).toBe(to);
			}
	});

	test('keys every stop by device kind and stage', () => {
		for (const [stop, { stage }] of Object.entries(chart.stops))
			expect(stop.split('/')[1]).toBe(stage.id);
	});

	test('becomes a machine with one state per stop', () => {
		expect(Object.keys(packetMachine(chart).states).sort()).toEqual(
			['start', ...Object.keys(chart.stops), 'end'].sort()
		);
	});
});

test('every stage of the catalogue runs in some chart', () => {
	const used = new Set(
		charts.flatMap(({ stops }) => Object.values(stops).map(({ stage }) => stage))
	);
	expect(stages.filter((stage) => !used.has(stage)).map(({ id }) => id)).toEqual([]);
});
