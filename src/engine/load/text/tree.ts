/**
 * A document as plain nodes that know where they stand.
 *
 *   text ─parse─▶ Tree ─Field─▶ objects
 *          yaml, json
 */
export type Tree = MapTree | ListTree | Scalar;

export interface MapTree {
	readonly kind: 'map';
	/** Offset of its first character in the file. */
	readonly at: number;
	readonly entries: readonly Entry[];
}

export interface Entry {
	readonly key: string;
	/** The key as it is written; differs where kubectl reads `yes:` as `"true"`. */
	readonly written: string;
	readonly keyAt: number;
	readonly value: Tree;
}

export interface ListTree {
	readonly kind: 'list';
	readonly at: number;
	readonly items: readonly Tree[];
}

export interface Scalar {
	readonly kind: 'scalar';
	readonly at: number;
	/** As kubectl reads it. */
	readonly value: string | number | boolean | null;
	readonly text: string;
	/** Not in quotes, so that its type was guessed. */
	readonly plain: boolean;
}

/** What is wrong with a text, before anybody asks what it means. */
export interface Fault {
	readonly code: 'unparsable' | 'duplicate-key';
	readonly says: string;
	readonly at: number;
}

export interface Parsed {
	readonly documents: readonly Tree[];
	readonly faults: readonly Fault[];
}
