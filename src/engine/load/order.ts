/** The order of the user's files: by file as given, then by line and column. */
import type { Source } from '../types.ts';

interface Placed {
	readonly source: Source;
}

export function inFileOrder(files: readonly string[]): (a: Placed, b: Placed) => number {
	const rank = new Map(files.map((file, i) => [file, i]));
	const rankOf = ({ file }: Source) => rank.get(file) ?? files.length;
	return ({ source: a }, { source: b }) =>
		rankOf(a) - rankOf(b) || a.line - b.line || a.column - b.column;
}
