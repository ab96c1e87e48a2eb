/** Words and names as Azure writes them: case does not count, and a resource id says its name last. */
import { nearest } from '../../scenario/nearest.ts';
import type { Field } from '../field/field.ts';
import { Fields } from '../field/fields.ts';
import { azure } from './tables.ts';

/** The value that belongs to the word, whatever its case. */
export function readWord<T>(field: Field, words: Readonly<Record<string, T>>): T | null {
	const text = field.text();
	if (text === null) return null;
	const names = Object.keys(words);
	const name = names.find((one) => one.toLowerCase() === text.toLowerCase());
	if (name !== undefined) return words[name] ?? null;
	const meant = nearest(text, names);
	return field.problem(
		'unknown-value',
		`is "${text}", not ${names.join(', ')}`,
		meant ? { try: `write ${meant}` } : {}
	);
}

export const lastSegment = (id: string): string => id.split('/').at(-1) ?? id;

/** The name behind `{ id }` or `{ name }`, or behind a plain text. */
export function readReference(field: Field): string | null {
	if (!field.isGiven) return null;
	if (field.tree?.kind === 'scalar') return lastSegment(field.text() ?? '') || null;
	const reference = new Fields(field, azure.reference);
	const id = reference.field('id').text() ?? reference.field('name').text();
	return id === null ? null : lastSegment(id);
}

/** The elements of `sourceAddressPrefixes`, and before them that of `sourceAddressPrefix`. */
export const singleAndPlural = (fields: Fields, name: string, plural: string): readonly Field[] =>
	[fields.field(name), ...fields.field(plural).items()].filter(
		({ isGiven, tree }) => isGiven && !(tree?.kind === 'scalar' && tree.text === '')
	);
