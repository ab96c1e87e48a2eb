/** The names that a map may have, one table a level. */
export interface Table {
	/** Lower-case name → name; the same where case counts. */
	readonly names: ReadonlyMap<string, string>;
	readonly foldsCase: boolean;
	/** What is done with a name that is not listed: a warning, a warning if it nearly is one, nothing. */
	readonly others: 'warn' | 'warn-near' | 'let-be';
	/** Azure's resources nest their fields under `properties`; both forms are read alike. */
	readonly flattens: boolean;
	/** What to try with a name that is not listed, if none of the others was meant. */
	readonly attempt?: string;
}

/** Kubernetes: case counts, and a field that is not listed is a mistake. */
export const names = (list: string, attempt?: string): Table => ({
	...(attempt !== undefined && { attempt }),
	names: new Map(words(list).map((name) => [name, name])),
	foldsCase: false,
	others: 'warn',
	flattens: false
});

/** Kubernetes, where a part is written by the cluster: what is not listed is nobody's mistake. */
export const someNames = (list: string): Table => ({ ...names(list), others: 'let-be' });

/** Azure: case does not count. */
export const azureNames = (list: string, others: Table['others'] = 'warn'): Table => ({
	names: new Map(words(list).map((name) => [name.toLowerCase(), name])),
	foldsCase: true,
	others,
	flattens: true
});

const words = (list: string): string[] => list.trim().split(/\s+/);

/** A map of which we read little, and whose other fields are nobody's mistake. */
export const anything: Table = {
	names: new Map(),
	foldsCase: false,
	others: 'let-be',
	flattens: false
};
