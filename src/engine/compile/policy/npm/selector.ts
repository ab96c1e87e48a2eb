/** Selectors as matches on sets. */
import type { Match } from '../../../network.ts';
import type { LabelSelector } from '../../../world.ts';
import { inSet, not } from '../../rule.ts';
import { setName } from './names.ts';
import type { SetBook } from './sets.ts';

/** A match on a set, and how NPM names it in comments. */
export interface Named {
	readonly match: Match;
	readonly words: string;
}

type End = 'src' | 'dst';
type Requirement = LabelSelector['matchExpressions'][number];

export const within = (set: string, ...ends: readonly End[]): Named => ({
	match: inSet(setName(set), ...ends),
	words: set
});

const without = (set: string, end: End): Named => ({
	match: not(inSet(setName(set), end)),
	words: `!${set}`
});

const named = (operator: Requirement['operator'], set: string, end: End): Named =>
	operator === 'In' || operator === 'Exists' ? within(set, end) : without(set, end);

const requirements = ({ matchLabels, matchExpressions }: LabelSelector): readonly Requirement[] => [
	...Object.entries(matchLabels).map(([key, value]) => ({
		key,
		operator: 'In' as const,
		values: [value]
	})),
	...matchExpressions
];

/** Pods of one namespace. Several values stand in a list of sets. */
export const podsIn = (
	book: SetBook,
	namespace: string,
	selector: LabelSelector,
	end: End
): readonly Named[] => [...pods(book, selector, end), within(book.namespace(namespace), end)];

export const pods = (book: SetBook, selector: LabelSelector | null, end: End): readonly Named[] =>
	(selector ? requirements(selector) : []).map(({ key, operator, values }) => {
		const [one, ...more] = values;
		const set =
			one === undefined
				? book.podLabel(key, null)
				: more.length
					? book.podLabelIn(key, values)
					: book.podLabel(key, one);
		return named(operator, set, end);
	});

/**
 * Namespaces: each list is one rule of its own. NPM splits every requirement of several values, also `NotIn`,
 * where it is then enough to have one of them not (9.41). An empty selector means all namespaces.
 */
export function namespaces(
	book: SetBook,
	selector: LabelSelector,
	end: End
): readonly (readonly Named[])[] {
	const wanted = requirements(selector);
	if (!wanted.length) return [[within(book.namespaceLabel(null, null), end)]];
	return wanted.reduce<readonly (readonly Named[])[]>(
		(lists, { key, operator, values }) =>
			lists.flatMap((list) =>
				(values.length ? values : [null]).map((value) => [
					...list,
					named(operator, book.namespaceLabel(key, value), end)
				])
			),
		[[]]
	);
}

/** Does the selector only exclude? An address that is in no set fits it then (9.42). */
export const onlyExcludes = (list: readonly Named[]): boolean =>
	list.length > 0 && list.every(({ words }) => words.startsWith('!'));

/** Is `NotIn` with several values split into alternatives. */
export const isSplit = ({ matchExpressions }: LabelSelector): boolean =>
	matchExpressions.some(({ operator, values }) => operator === 'NotIn' && values.length > 1);
