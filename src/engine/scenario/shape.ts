/**
 * What a file of ours may hold: one declaration is the reader, the type and the JSON Schema.
 *
 *   const packet = record({ id: text, to: text, protocol: maybe(oneOf(protocols)) });
 *   type Packet = Of<typeof packet>;
 *
 * A reader never throws on what it reads: it notes every mistake, with its place.
 */
import type { Source } from '../types.ts';
import type { Problem } from '../world.ts';
import { nearest } from './nearest.ts';

/** A value in a document: what it is, and where it and its parts are written. */
export interface Field {
	readonly value: unknown;
	/** `packets[0].from`, for messages. */
	readonly path: string;
	/** Where the value is written, or the key of one of its parts. */
	readonly where: (part?: string) => Source;
	readonly part: (name: string | number) => Field;
	readonly problems: Problem[];
}

/** What a reader answers when it has noted a mistake. */
export const bad = Symbol('bad');

export interface Shape<T> {
	readonly read: (field: Field) => T | typeof bad;
	readonly schema: Readonly<Record<string, unknown>>;
	/** The value of a field that is left out; without it the field is required. */
	readonly missing?: T;
}
export type Of<S extends Shape<unknown>> = Exclude<ReturnType<S['read']>, typeof bad>;

const kindOf = (value: unknown) =>
	value === undefined
		? 'missing'
		: value === null
			? 'empty'
			: Array.isArray(value)
				? 'a list'
				: typeof value === 'object'
					? 'a map'
					: JSON.stringify(value);

/** Notes a mistake at a field: what is there, and what was expected. */
export function refuse(field: Field, expected: string, attempt?: string): typeof bad {
	const says = `${field.path || 'the file'} is ${kindOf(field.value)}, not ${expected}`;
	field.problems.push({
		code: 'wrong-value',
		severity: 'error',
		says,
		try: attempt ?? `write ${expected}`,
		source: field.where()
	});
	return bad;
}

const check = <T>(
	expected: string,
	schema: Shape<T>['schema'],
	is: (value: unknown) => value is T
): Shape<T> => ({
	schema,
	read: (field) => (is(field.value) ? field.value : refuse(field, expected))
});

export const text = check(
	'a text',
	{ type: 'string', minLength: 1 },
	(value): value is string => typeof value === 'string' && value !== ''
);
export const flag = check(
	'true or false',
	{ type: 'boolean' },
	(value): value is boolean => typeof value === 'boolean'
);
export const integer = check('a whole number', { type: 'integer' }, (value): value is number =>
	Number.isInteger(value)
);
export const date = check(
	'a date such as 2026-11-20',
	{ type: 'string', format: 'date' },
	(value): value is string => /^\d{4}-\d\d-\d\d$/.test(String(value))
);

/** One of some words, in whatever case it is written. */
export const oneOf = <const T extends string>(words: readonly T[]): Shape<T> => ({
	schema: { enum: words },
	read(field) {
		const { value } = field;
		const given = typeof value === 'string' ? value.toLowerCase() : null;
		const word = words.find((known) => known.toLowerCase() === given);
		if (word !== undefined) return word;
		const meant = given === null ? null : nearest(given, words);
		const expected = words.length > 12 ? 'a word that is known here' : `one of ${words.join(', ')}`;
		return refuse(field, expected, meant ? `did you mean ${meant}?` : undefined);
	}
});

/** The same shape under other words: what is read is put into ours. */
export const as = <T, U>(of: Shape<T>, ours: (value: T) => U): Shape<U> => ({
	schema: of.schema,
	read(field) {
		const value = of.read(field);
		return value === bad ? bad : ours(value);
	}
});

/** Every good element; a faulty one is noted and left out. */
export const list = <T>(of: Shape<T>): Shape<readonly T[]> => ({
	schema: { type: 'array', items: of.schema },
	read(field) {
		if (!Array.isArray(field.value)) return refuse(field, 'a list', 'begin each element with "- "');
		return field.value
			.map((_, i) => of.read(field.part(i)))
			.filter((value): value is T => value !== bad);
	}
});

/** One value, or a list of them. */
export const some = <T>(of: Shape<T>): Shape<readonly T[]> => ({
	schema: { anyOf: [of.schema, list(of).schema] },
	read(field) {
		if (Array.isArray(field.value)) return list(of).read(field);
		const value = of.read(field);
		return value === bad ? bad : [value];
	}
});

/** A field that may be left out. */
export function maybe<T>(of: Shape<T>): Shape<T | null>;
export function maybe<T, M>(of: Shape<T>, missing: M): Shape<T | M>;
export function maybe<T>(of: Shape<T>, missing: unknown = null): Shape<unknown> {
	return { ...of, missing };
}
