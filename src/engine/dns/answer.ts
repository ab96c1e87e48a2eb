/** What a name server knows about one name. */
import type { Because, NameRecord, Option } from '../types.ts';

/** An address that a name stands for; `value` is what a pick names. */
export interface Known {
	readonly value: string;
	readonly address: string;
}

export type Answer = {
	readonly records: readonly NameRecord[];
	readonly because: Because;
} & (
	| { readonly kind: 'address'; readonly known: readonly Known[]; readonly point: string | null }
	| { readonly kind: 'alias'; readonly to: string }
	| { readonly kind: 'no-name' | 'no-record' | 'failure' | 'no-answer' | 'unknown' }
);

/** An answer that is no alias: those were followed. */
export type Found = Exclude<Answer, { readonly kind: 'alias' }>;

export const addressOf = (
	name: string,
	known: readonly Known[],
	because: Because,
	point: string | null = null
): Answer => ({
	kind: 'address',
	known,
	point,
	because,
	records: known.map(({ address }) => ({ name, type: 'A', value: address }))
});

export const aliasOf = (name: string, to: string, because: Because): Answer => ({
	kind: 'alias',
	to,
	because,
	records: [{ name, type: 'CNAME', value: to }]
});

export const none = (
	kind: 'no-name' | 'no-record' | 'failure' | 'no-answer' | 'unknown',
	because: Because
): Found => ({ kind, because, records: [] });

/** CoreDNS hands out the addresses of a name in turn, so each stands first as often (A7, `loadbalance`). */
export const optionsOf = (known: readonly Known[]): readonly Option[] =>
	known.map(({ value }) => ({ value, probability: Math.round(1e6 / known.length) / 1e6 }));
