/** Words for the terminal: problems, ignored objects, tables, colours. */
import { printable } from '#engine/exporters/index.ts';
import type { Source } from '#engine/types.ts';
import type { Ignored, Problem, World } from '#engine/world.ts';
import type { ExitCode } from './stop.ts';
import type { Terminal } from './terminal.ts';

export const placeOf = ({ file, line, column }: Source): string => `${file}:${line}:${column}`;

export const problemText = ({ severity, code, says, try: attempt, source }: Problem): string =>
	[
		printable(`${placeOf(source)}: ${severity} ${code}: ${says}`),
		...(attempt ? [printable(`  try: ${attempt}`)] : [])
	].join('\n') + '\n';

export const ignoredText = ({ what, why, source }: Ignored): string =>
	printable(`${placeOf(source)}: ignored: ${what}: ${why}`) + '\n';

/** Says what was wrong with the input, and what was set aside. */
export function report(
	{ problems, ignored }: Pick<World, 'problems' | 'ignored'>,
	{ err }: Terminal
): void {
	problems.forEach((problem) => err(problemText(problem)));
	ignored.forEach((one) => err(ignoredText(one)));
}

export const hasError = (problems: readonly Problem[]): boolean =>
	problems.some(({ severity }) => severity === 'error');

/** Warnings never change the code. */
export const codeFor = (problems: readonly Problem[]): ExitCode => (hasError(problems) ? 1 : 0);

const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON itself escapes what stands below a space; the rest of what is hostile to a terminal is escaped here. */
export const safeJson = (text: string): string =>
	text.replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, escaped);

export const jsonText = (value: unknown): string => safeJson(`${JSON.stringify(value, null, 2)}\n`);

export const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

export function table(rows: readonly (readonly string[])[]): string {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	return rows
		.map(
			(row) =>
				row
					.map((cell, i) => printable(cell).padEnd(widths[i]!))
					.join('   ')
					.trimEnd() + '\n'
		)
		.join('');
}

const verdictColours = {
	rewrite: 33,
	deliver: 32,
	drop: 31,
	reject: 31,
	undetermined: 35
} as const;

/** Colours the verdict that ends a step's line; the words stay the same without. */
export const painted = (text: string): string =>
	text.replace(
		/ · (rewrite|deliver|drop|reject|undetermined)$/gm,
		(_, verdict: keyof typeof verdictColours) =>
			` · \u001b[${verdictColours[verdict]}m${verdict}\u001b[0m`
	);
