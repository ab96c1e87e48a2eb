/** A YAML or JSON file of ours as a field whose parts know their places. */
import { parse } from '../load/text/parse.ts';
import type { Tree } from '../load/text/tree.ts';
import type { Source } from '../types.ts';
import type { Problem } from '../world.ts';
import type { Field } from './shape.ts';

export interface Document {
	readonly root: Field;
	readonly problems: Problem[];
	/** False where the text is no YAML at all. */
	readonly parsed: boolean;
}

type Place = (offset: number) => Source;

function placesIn(file: string, text: string): Place {
	const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
	return (offset) => {
		const line = starts.findLastIndex((start) => start <= offset);
		return { file, line: line + 1, column: offset - starts[line]! + 1 };
	};
}

function valueOf(tree: Tree): unknown {
	if (tree.kind === 'scalar') return tree.value;
	if (tree.kind === 'list') return tree.items.map(valueOf);
	return Object.fromEntries(tree.entries.map(({ key, value }) => [key, valueOf(value)]));
}

const entryOf = (tree: Tree | undefined, name: string | number) =>
	tree?.kind === 'map' ? tree.entries.find(({ key }) => key === name) : undefined;
const partOf = (tree: Tree | undefined, name: string | number) =>
	tree?.kind === 'list' ? tree.items[Number(name)] : entryOf(tree, name)?.value;

const pathOf = (path: string, name: string | number) =>
	typeof name === 'number' ? `${path}[${name}]` : path ? `${path}.${name}` : name;

/** A field that is not written stands where its nearest parent does. */
function fieldOf(
	tree: Tree | undefined,
	home: number,
	path: string,
	place: Place,
	problems: Problem[]
): Field {
	const at = tree?.at ?? home;
	return {
		value: tree && valueOf(tree),
		path,
		problems,
		where: (part) => place(part === undefined ? at : (entryOf(tree, part)?.keyAt ?? at)),
		part: (name) => fieldOf(partOf(tree, name), at, pathOf(path, name), place, problems)
	};
}

export function open(file: string, text: string): Document {
	const { documents, faults } = parse(text);
	const place = placesIn(file, text);
	const problems = faults.map(({ code, says, at }): Problem => ({
		code,
		severity: 'error',
		says: code === 'duplicate-key' ? `${says} is written twice` : says,
		try: code === 'duplicate-key' ? 'keep one of the two' : 'correct the YAML',
		source: place(at)
	}));
	const root = fieldOf(documents[0], 0, '', place, problems);
	return {
		root: documents.length ? root : { ...root, value: null },
		problems,
		parsed: !faults.some(({ code }) => code === 'unparsable')
	};
}
