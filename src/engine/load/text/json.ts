/** JSON with places. YAML could read it too, twenty times slower, and not documents without `---` between them. */
import type { Entry, Fault, Parsed, Tree } from './tree.ts';

const token =
	/[\s\uFEFF]*(?:([{}[\],:])|("(?:[^"\\\n]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null))/y;
const nothing = /\s*$/y;
const deepest = 500;

class NotJson extends Error {}

/** The documents of a text, or null where it is no JSON. */
export function parseJson(text: string): Parsed | null {
	const reader = new Reader(text);
	const documents: Tree[] = [];
	try {
		while (!reader.ended) documents.push(reader.value(0));
	} catch (error) {
		if (error instanceof NotJson || error instanceof SyntaxError || error instanceof RangeError)
			return null;
		throw error;
	}
	return { documents, faults: reader.faults };
}

class Reader {
	readonly faults: Fault[] = [];
	readonly #text: string;
	#next = 0;

	constructor(text: string) {
		this.#text = text;
	}

	get ended(): boolean {
		nothing.lastIndex = this.#next;
		return nothing.test(this.#text);
	}

	value(depth: number): Tree {
		const { at, text } = this.#take();
		if (depth > deepest) throw new NotJson();
		if (text === '{') return { kind: 'map', at, entries: this.#entries(depth) };
		if (text === '[') return { kind: 'list', at, items: this.#items(depth) };
		if (/^[}\],:]/.test(text)) throw new NotJson();
		const value = JSON.parse(text) as string | number | boolean | null;
		const quoted = typeof value === 'string';
		return { kind: 'scalar', at, value, text: quoted ? value : text, plain: false };
	}

	#entries(depth: number): Entry[] {
		const entries = new Map<string, Entry>();
		if (this.#skip('}')) return [];
		do {
			const { at, text } = this.#take();
			if (!text.startsWith('"')) throw new NotJson();
			const key = JSON.parse(text) as string;
			if (!this.#skip(':')) throw new NotJson();
			if (entries.has(key)) this.faults.push({ code: 'duplicate-key', says: key, at });
			entries.set(key, { key, written: key, keyAt: at, value: this.value(depth + 1) });
		} while (this.#skip(','));
		if (!this.#skip('}')) throw new NotJson();
		return [...entries.values()];
	}

	#items(depth: number): Tree[] {
		const items: Tree[] = [];
		if (this.#skip(']')) return items;
		do items.push(this.value(depth + 1));
		while (this.#skip(','));
		if (!this.#skip(']')) throw new NotJson();
		return items;
	}

	#take(): { at: number; text: string } {
		token.lastIndex = this.#next;
		const found = token.exec(this.#text);
		if (!found) throw new NotJson();
		this.#next = token.lastIndex;
		const text = found[1] ?? found[2] ?? found[3] ?? found[4] ?? '';
		return { at: this.#next - text.length, text };
	}

	#skip(mark: string): boolean {
		const before = this.#next;
		token.lastIndex = before;
		if (token.exec(this.#text)?.[1] === mark) this.#next = token.lastIndex;
		return this.#next !== before;
	}
}
