/** What the engine says about one connection, in the common form. */
import { tables } from '#engine/network.ts';
import { reversed } from '#engine/tuple.ts';
import type { Leg, Step, Trace } from '#engine/types.ts';
import { byNode, connectionLine, hookLines, wireLine, type Form, type LegForm } from './forms.ts';
import { placeOf } from './machines.ts';

export function told(trace: Trace): Form {
	const { request, reply, next, clientSees } = trace.connections.find(
		({ purpose }) => purpose === 'request'
	)!;
	const last = request.steps.at(-1)!;
	return {
		request: legForm(request),
		reply: reply && legForm(reply),
		next: next && legForm(next),
		connections: connections(request),
		clientSees,
		saw: clientSees === 'answer' ? `${last.after.src}:${last.after.srcPort}` : null
	};
}

/** Whether a rule of the request takes a source port by chance. */
export const takesAnyPort = ({ connections: all }: Trace) =>
	all.some(({ request }) =>
		request.steps.some(({ rules }) => rules.some(({ text }) => text.includes('--random-fully')))
	);

function legForm({ steps, wire }: Leg): LegForm {
	return {
		wire: wire
			.filter(({ observable }) => observable)
			.map(({ device, interface: name, direction, tuple }) =>
				wireLine(placeOf(device), name, direction, tuple)
			),
		hooks: byNode(
			steps.flatMap(({ at, before, carries, rules }) => {
				const matched = rules.filter(({ table, hook }) => isTable(table) && hook !== 'routes');
				const [first] = matched;
				if (at.kind !== 'node' || !first) return [];
				const { table, hook: chain } = first;
				const { in: from, out, mark } = carries;
				const marked = matched.map((rule) => ({ ...rule, mark }));
				const lines = hookLines({ table, chain, in: from, out, tuple: before, matched: marked });
				return [{ place: placeOf(at), lines }];
			})
		)
	};
}

const isTable = (name: string) => (tables as readonly string[]).includes(name);

const samePlace = (a: Step, b: Step | undefined) =>
	b !== undefined && placeOf(a.at) === placeOf(b.at);

/** Each passage through a node that reaches its last hook leaves an entry: as the packet came, and as its answer must come. */
function connections({ steps }: Leg): string[] {
	const lines: string[] = [];
	let first: Step | null = null;
	let last: Step | null = null;
	steps.forEach((step, i) => {
		first ??= step;
		if (/^nat-(input|postrouting)$/.test(step.stage) && step.verdict !== 'drop') last = step;
		if (samePlace(step, steps[i + 1])) return;
		if (last)
			lines.push(
				connectionLine(placeOf(step.at), step.before.protocol, first.before, reversed(last.after))
			);
		first = last = null;
	});
	return lines.sort();
}
