import { tupleText } from '../tuple.ts';
import type { Connection, LegName, Step, Trace } from '../types.ts';
import type { Exporter } from './exporter.ts';
import { printable } from './parts/printable.ts';

/** A bar would end a cell, and an angle bracket might begin markup. */
const cell = (text: string): string =>
	printable(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');

const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function stepRow({ at, stage, verdict, before, after, because }: Step, index: number): string {
	const [{ says, certainty, fact }] = because;
	const changed = tupleText(before) === tupleText(after) ? '' : tupleText(after);
	const ground = fact ? `${certainty}, ${fact}` : certainty;
	return row(String(index + 1), `${at.kind} ${at.name}`, stage, verdict, changed, says, ground);
}

function legLines(connection: Connection, leg: LegName): readonly string[] {
	const { steps } = connection[leg] ?? { steps: [] };
	if (!steps[0]) return [];
	return [
		'',
		`## ${connection.id}, ${leg}: ${cell(tupleText(steps[0].before))}`,
		'',
		row('#', 'where', 'stage', 'verdict', 'becomes', 'because', 'certainty'),
		'| --- | --- | --- | --- | --- | --- | --- |',
		...steps.map(stepRow)
	];
}

/** A trace for a report, an issue or a wiki page. */
export const markdown: Exporter = {
	id: 'md',
	title: 'Markdown',
	extension: 'md',
	print: ({ from, to, model, disposition, deliveredTo, order, connections }: Trace): string => {
		const fate = deliveredTo ? `${disposition} at ${deliveredTo}` : disposition;
		const legs = order.flatMap(({ connection, leg }) =>
			legLines(
				connections.find(({ id }) => id === connection)!,
				leg
			)
		);
		return `${[`# ${cell(from)} → ${cell(to)}`, '', `Network model ${model}. **${cell(fate)}**.`, ...legs].join('\n')}\n`;
	}
};
