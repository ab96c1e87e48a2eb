/** The border to the package `yaml`: its nodes become ours, aliases and merge keys are followed. */
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node, type YAMLMap } from 'yaml';
import { resolve } from './scalar.ts';
import type { Entry, Fault, Parsed, Tree } from './tree.ts';

/** More nodes than this are made by aliases of aliases, not by hand. */
const mostNodes = 1_000_000;
const core = 'tag:yaml.org,2002:';

class Unreadable extends Error {
	readonly at: number;
	constructor(says: string, at: number) {
		super(says);
		this.at = at;
	}
}

/** Reads one part of a file, between two lines `---`; `start` is its offset in the file. */
export function parseYaml(text: string, start: number): Parsed {
	const documents: Tree[] = [];
	const faults: Fault[] = [];
	const unparsable = (says: string, at: number) =>
		faults.push({ code: 'unparsable', says, at: at + start });
	try {
		// Failsafe leaves every scalar a text: kubectl's types are given by `resolve`.
		const options = {
			schema: 'failsafe',
			uniqueKeys: false,
			prettyErrors: false,
			logLevel: 'silent'
		} as const;
		for (const document of parseAllDocuments(text, options)) {
			const [error] = document.errors;
			if (error) unparsable(error.message, error.pos[0]);
			else if (!isEmpty(document.contents))
				documents.push(new Growth(start, faults).tree(document.contents));
		}
	} catch (error) {
		if (error instanceof Unreadable) unparsable(error.message, error.at);
		else unparsable(`the text is too deep or too large (${String(error)})`, 0);
	}
	return { documents, faults };
}

const isEmpty = (node: unknown): node is null =>
	node === null || (isScalar(node) && node.type === 'PLAIN' && !node.value && !node.tag);

class Growth {
	readonly #start: number;
	readonly #faults: Fault[];
	readonly #anchors = new Map<string, { readonly tree: Tree; readonly size: number } | null>();
	#size = 0;

	constructor(start: number, faults: Fault[]) {
		this.#start = start;
		this.#faults = faults;
	}

	tree(node: Node | null, home = 0): Tree {
		const at = node?.range?.[0] ?? home;
		if (isAlias(node)) return this.#alias(node.source, at);
		const before = ++this.#size;
		const anchor = (isMap(node) || isSeq(node) || isScalar(node)) && node.anchor;
		if (anchor) this.#anchors.set(anchor, null);
		const tree = this.#plain(node, at);
		if (anchor) this.#anchors.set(anchor, { tree, size: this.#size - before + 1 });
		return tree;
	}

	#alias(name: string, at: number): Tree {
		const anchor = this.#anchors.get(name);
		if (anchor === undefined)
			throw new Unreadable(`there is no anchor &${name} before the alias *${name}`, at);
		if (anchor === null) throw new Unreadable(`the anchor &${name} contains itself`, at);
		this.#size += anchor.size;
		if (this.#size > mostNodes)
			throw new Unreadable(`aliases make more than ${mostNodes} nodes`, at);
		return anchor.tree;
	}

	#plain(node: Node | null, at: number): Tree {
		const place = at + this.#start;
		if (isMap<Node, Node | null>(node))
			return { kind: 'map', at: place, entries: this.#entries(node) };
		if (isSeq<Node | null>(node))
			return { kind: 'list', at: place, items: node.items.map((item) => this.tree(item, at)) };
		const text = isScalar(node) && typeof node.value === 'string' ? node.value : '';
		const tag = isScalar(node) && node.tag?.startsWith(core) ? node.tag.slice(core.length) : '';
		const plain = !isScalar(node) || (node.type === 'PLAIN' && tag !== 'str');
		const value = plain || /^(int|float|bool|null)$/.test(tag) ? resolve(text) : text;
		return { kind: 'scalar', at: place, value, text, plain };
	}

	#entries({ items }: YAMLMap<Node, Node | null>): Entry[] {
		const entries = new Map<string, Entry>();
		const merged: Entry[] = [];
		for (const { key: keyNode, value: valueNode } of items) {
			const key = this.tree(keyNode);
			const home = keyNode.range?.[0] ?? 0;
			if (key.kind !== 'scalar') throw new Unreadable('a key is a map or a list', home);
			const value = this.tree(valueNode, home);
			if (key.plain && key.text === '<<') merged.push(...mergeable(value, home));
			else {
				const name = key.value === null ? 'null' : String(key.value);
				if (entries.has(name)) this.#faults.push({ code: 'duplicate-key', says: name, at: key.at });
				entries.set(name, { key: name, written: key.text, keyAt: key.at, value });
			}
		}
		for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
		return [...entries.values()];
	}
}

function mergeable(value: Tree, at: number): readonly Entry[] {
	if (value.kind === 'map') return value.entries;
	if (value.kind === 'list') return value.items.flatMap((item) => mergeable(item, at));
	throw new Unreadable('<< merges maps only', at);
}
