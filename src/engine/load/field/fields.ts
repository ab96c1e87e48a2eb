/** A map, read field by field. Names that its table does not list are noted at their key. */
import { nearest } from '../../scenario/nearest.ts';
import type { Entry, MapTree } from '../text/tree.ts';
import { Field } from './field.ts';
import type { Notes } from './notes.ts';
import type { Table } from './table.ts';

export class Fields {
	/** The map itself, as a value; empty where it is not written. */
	readonly self: Field;
	readonly notes: Notes;
	readonly isGiven: boolean;
	readonly #table: Table;
	readonly #entries = new Map<string, Entry>();

	constructor(self: Field, table: Table) {
		this.self = self;
		this.notes = self.notes;
		this.#table = table;
		const map = self.map();
		this.isGiven = map !== null;
		for (const entry of map ? entriesOf(map, table) : []) {
			const name = table.names.get(table.foldsCase ? entry.key.toLowerCase() : entry.key);
			if (name === undefined) this.#unlisted(entry);
			this.#entries.set(name ?? entry.key, entry);
		}
	}

	/** The field of that name, written or not. The places of those that a table lists are kept. */
	field(name: string): Field {
		const path = this.#path(name);
		const { value = null, keyAt } = this.#entries.get(name) ?? {};
		if (value && this.#table.names.size) this.notes.where[path] = this.notes.place(value.at);
		return new Field(this.notes, path, value, this.self.at, keyAt);
	}

	map(name: string, table: Table): Fields {
		return new Fields(this.field(name), table);
	}

	/** The elements of a list of maps. */
	maps(name: string, table: Table): readonly Fields[] {
		return this.field(name)
			.items()
			.map((item) => new Fields(item, table));
	}

	/** The field of that name, which must be there if the map is. */
	required(name: string): Field {
		const field = this.field(name);
		if (this.isGiven && !field.isGiven)
			this.notes.problem('missing-field', `${field.path} is missing`, this.self.at, {
				try: `add ${name}:`
			});
		return field;
	}

	#path(name: string): string {
		return this.self.path ? `${this.self.path}.${name}` : name;
	}

	#unlisted({ key, keyAt }: Entry): void {
		const { others, names, attempt } = this.#table;
		if (others === 'let-be') return;
		const meant = nearest(key, [...names.values()]);
		if (others === 'warn-near' && !meant) return;
		const hint = meant ? `did you mean ${meant}?` : attempt;
		this.notes.problem(
			'unknown-field',
			`${this.#path(key)} is not a field that is known here, so it is not read`,
			keyAt,
			hint ? { try: hint } : {}
		);
	}
}

const entriesOf = ({ entries }: MapTree, { flattens }: Table): readonly Entry[] => {
	if (!flattens) return entries;
	return entries.flatMap((entry) =>
		entry.key.toLowerCase() === 'properties' && entry.value.kind === 'map'
			? entry.value.entries
			: [entry]
	);
};
