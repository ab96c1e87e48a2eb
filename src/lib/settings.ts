/**
 * What a link holds. One row per setting: its name in the address, how it is read, how it is written.
 * A value that is not understood is left out, so that an old link still opens.
 */
import { depths, type Depth, type LegName } from '#engine/types.ts';
import { modelIds, type ModelId } from '#engine/world.ts';

/** A place that survives a change of depth: leg, and the number of the step in it from 1. */
export interface Mark {
	readonly leg: LegName;
	readonly step: number;
}

export interface Settings {
	readonly variant: string | null;
	readonly model: ModelId | null;
	readonly packet: string | null;
	readonly depth: Depth | null;
	readonly picks: readonly string[];
	readonly mark: Mark | null;
}

interface Row<T> {
	readonly name: string;
	read(values: readonly string[]): T;
	write(value: T): readonly string[];
}

const one = <T extends string>(name: string, known?: readonly T[]): Row<T | null> => ({
	name,
	read: ([value]) =>
		value !== undefined && (!known || known.includes(value as T)) ? (value as T) : null,
	write: (value) => (value === null ? [] : [value])
});

const legs: readonly LegName[] = ['request', 'reply', 'next'];

export const rows: { readonly [K in keyof Settings]: Row<Settings[K]> } = {
	variant: one('variant'),
	model: one('model', modelIds),
	packet: one('packet'),
	depth: one('depth', depths),
	picks: {
		name: 'pick',
		read: (values) => values.filter((value) => value.includes('=')),
		write: (picks) => picks
	},
	mark: {
		name: 'at',
		read([value = '']) {
			const [, name, step] = /^(\w+)\.(\d+)$/.exec(value) ?? [];
			const leg = legs.find((known) => known === name);
			return leg ? { leg, step: Number(step) } : null;
		},
		write: (mark) => (mark ? [`${mark.leg}.${mark.step}`] : [])
	}
};

const keys = Object.keys(rows) as (keyof Settings)[];

export const readSettings = (search: URLSearchParams): Settings =>
	Object.fromEntries(
		keys.map((key) => [key, rows[key].read(search.getAll(rows[key].name))])
	) as unknown as Settings;

export function writeSettings(settings: Settings): string {
	const search = new URLSearchParams();
	for (const key of keys) {
		const row = rows[key] as Row<unknown>;
		for (const value of row.write(settings[key])) search.append(row.name, value);
	}
	return search.toString();
}
