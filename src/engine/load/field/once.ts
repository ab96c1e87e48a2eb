import type { Field } from './field.ts';

/** Names, numbers or whatever else may be given once only. */
export class Once {
	readonly #what: string;
	readonly #taken = new Set<string>();

	constructor(what: string) {
		this.#what = what;
	}

	/** Is this the first of its name? Otherwise it is noted. */
	claim(field: Field, name: string | null): boolean {
		if (name === null) return true;
		const isTaken = this.#taken.has(name);
		if (isTaken) field.problem('duplicate-name', `is "${name}", which another ${this.#what} has`);
		this.#taken.add(name);
		return !isTaken;
	}
}
