import { asked } from '../expect/asked.ts';
import type { Choice, Connection, LegName, Lookup, Trace } from '../types.ts';
import type { Exporter } from './exporter.ts';
import { printable } from './parts/printable.ts';
import { stepLines, wireLines } from './parts/step.ts';

const line = (name: string, value: string) => `${name.padEnd(10)}${value}`;

function header(trace: Trace): string[] {
	const { from, to, model, dataplane, policyEngine, disposition, deliveredTo } = trace;
	return [
		line('from', from),
		line('to', to),
		line('network', `${model}, ${dataplane}, policy engine ${policyEngine}`),
		line('fate', deliveredTo ? `${disposition}, request at ${deliveredTo}` : disposition),
		line('client', asked(trace).clientSees)
	];
}

function legLines(connection: Connection, name: LegName): string[] {
	const leg = connection[name];
	const [first] = leg?.steps ?? [];
	if (!leg || !first) return [];
	const steps = leg.steps.flatMap((step, i) => stepLines(step, i, leg.steps[i - 1]));
	const wire = leg.wire.length ? ['', '   on the wire', ...wireLines(leg.wire)] : [];
	return ['', `${connection.id} · ${name}`, ...steps, ...wire];
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

const choiceLines = ({ point, at, options, chosen }: Choice): string[] => [
	'',
	`choice ${point}, first asked in ${at.connection} · ${at.leg} ${at.step + 1}`,
	...options.map(
		({ value, probability }) => ` ${value === chosen ? '*' : ' '} ${value}  ${percent(probability)}`
	)
];

/** What was asked, and the answer as `dig` prints it. */
const lookupLines = ({ name, result, records, because }: Lookup): string[] => [
	`   asks for ${name}: ${result}`,
	...records.map((one) => `     ${one.name} ${one.type} ${one.value}`),
	...because.slice(0, 1).map(({ code, says, certainty }) => `     ${code}: ${says} (${certainty})`)
];

function connectionLines(trace: Trace, connection: Connection): string[] {
	const legs = trace.order.filter((place) => place.connection === connection.id);
	const { id, purpose, from, to, disposition, listens, clientSees, parent } = connection;
	return [
		'',
		`== ${id}: ${purpose === id ? '' : `${purpose}, `}${from} → ${to}${parent ? `, for ${parent}` : ''}`,
		...(connection.lookup ? lookupLines(connection.lookup) : []),
		...legs.flatMap(({ leg }) => legLines(connection, leg)),
		'',
		`   ${disposition}${listens ? `, listens: ${listens}` : ''}, the client sees: ${clientSees}`
	];
}

/** A trace to read: in a terminal, and as the golden files of the tests. */
export const text: Exporter = {
	id: 'text',
	title: 'Text',
	extension: 'txt',
	print: (trace) =>
		[
			...header(trace),
			...trace.connections.flatMap((connection) => connectionLines(trace, connection)),
			...trace.choices.flatMap(choiceLines)
		]
			.map(printable)
			.join('\n') + '\n'
};
