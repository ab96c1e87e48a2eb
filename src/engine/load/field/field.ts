/** One value with its path and place. Asking for a type notes what does not fit, and answers null. */
import { nearest } from '../../scenario/nearest.ts';
import type { Source } from '../../types.ts';
import type { ProblemCode, Hints } from '../problems.ts';
import { ambiguity } from '../text/scalar.ts';
import { described } from './described.ts';
import type { MapTree, Scalar, Tree } from '../text/tree.ts';
import type { Notes } from './notes.ts';

export interface Range {
	readonly from: number;
	readonly to: number;
	/** `a port`. */
	readonly what: string;
}

export class Field {
	readonly notes: Notes;
	readonly path: string;
	readonly tree: Tree | null;
	/** Where the value begins; where its parent begins if it is not written. */
	readonly at: number;
	/** Where its name stands, or the value in a list. */
	readonly keyAt: number;

	constructor(notes: Notes, path: string, tree: Tree | null, home: number, keyAt?: number) {
		this.notes = notes;
		this.path = path;
		this.tree = tree;
		this.at = tree?.at ?? home;
		this.keyAt = keyAt ?? this.at;
	}

	/** An empty value counts as left out, as it does for the API server. */
	get isGiven(): boolean {
		return this.tree !== null && !(this.tree.kind === 'scalar' && this.tree.value === null);
	}

	get source(): Source {
		return this.notes.place(this.at);
	}

	/** Notes a mistake in the value. */
	problem(code: ProblemCode, says: string, hints?: Hints): null {
		this.notes.problem(code, this.#sentence(says), this.at, hints);
		return null;
	}

	/** Notes that the field should not stand here at all. */
	misplaced(code: ProblemCode, says: string, hints?: Hints): void {
		this.notes.problem(code, this.#sentence(says), this.keyAt, hints);
	}

	#sentence(says: string): string {
		return this.path ? `${this.path} ${says}` : says;
	}

	/** An empty text counts as left out too. */
	text(): string | null {
		const scalar = this.#scalar('a text');
		if (!scalar) return null;
		if (typeof scalar.value !== 'string')
			return this.#wrong('a text', `write "${scalar.text}" in quotes`);
		this.#beware(scalar);
		return scalar.value || null;
	}

	flag(missing: boolean): boolean {
		const scalar = this.#scalar('true or false');
		if (!scalar) return missing;
		if (typeof scalar.value !== 'boolean') return this.#wrong('true or false') ?? missing;
		this.#beware(scalar);
		return scalar.value;
	}

	integer({ from, to, what }: Range): number | null {
		const scalar = this.#scalar('a whole number');
		if (!scalar) return null;
		const { value } = scalar;
		if (typeof value !== 'number' || !Number.isInteger(value))
			return this.#wrong(
				'a whole number',
				typeof value === 'string' && /^\d+$/.test(value)
					? `write ${value} without quotes`
					: undefined
			);
		this.#beware(scalar);
		if (value < from || value > to)
			return this.problem('out-of-range', `is ${value}, not ${what} from ${from} to ${to}`);
		return value;
	}

	/** One of some words. */
	oneOf<const W extends string>(words: readonly W[]): W | null {
		const value = this.text();
		if (value === null) return null;
		const word = words.find((known) => known === value);
		if (word !== undefined) return word;
		const meant = nearest(value, words);
		return this.problem(
			'unknown-value',
			`is "${value}", not ${words.join(', ')}`,
			meant ? { try: `write ${meant}` } : {}
		);
	}

	/** The values of a map by their keys, where any key may stand. */
	entries(): readonly (readonly [string, Field])[] {
		return (this.map()?.entries ?? []).map(({ key, written, keyAt, value }) => {
			const field = new Field(this.notes, `${this.path}.${key}`, value, keyAt, keyAt);
			this.notes.where[field.path] = field.source;
			if (key !== written)
				field.misplaced(
					'ambiguous-scalar',
					`is written ${written}:, which kubectl reads as "${key}"`
				);
			return [key, field];
		});
	}

	items(): readonly Field[] {
		if (!this.isGiven || !this.tree) return [];
		if (this.tree.kind !== 'list')
			return this.#wrong('a list', 'begin each element with "- "') ?? [];
		return this.tree.items.map(
			(item, i) => new Field(this.notes, `${this.path}[${i}]`, item, this.at)
		);
	}

	map(): MapTree | null {
		if (!this.isGiven || !this.tree) return null;
		return this.tree.kind === 'map' ? this.tree : this.#wrong('a map');
	}

	#scalar(expected: string): Scalar | null {
		if (!this.isGiven || !this.tree) return null;
		return this.tree.kind === 'scalar' ? this.tree : this.#wrong(expected);
	}

	#wrong(expected: string, attempt?: string): null {
		return this.problem(
			'wrong-type',
			`is ${described(this.tree)}, not ${expected}`,
			attempt ? { try: attempt } : {}
		);
	}

	#beware({ plain, text, value }: Scalar): void {
		const other = plain ? ambiguity(text) : null;
		if (other)
			this.problem(
				'ambiguous-scalar',
				`is written ${text}: kubectl reads ${JSON.stringify(value)}, other readers ${other}`
			);
	}
}
