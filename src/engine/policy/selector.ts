import type { Labels, LabelSelector } from '../world.ts';

type Requirement = LabelSelector['matchExpressions'][number];

/** Does the selector choose a thing with these labels? Every requirement must hold, so an empty selector chooses everything. */
export function matches(selector: LabelSelector, labels: Labels): boolean {
	return (
		Object.entries(selector.matchLabels).every(([key, value]) => labelOf(labels, key) === value) &&
		selector.matchExpressions.every((requirement) => holds(requirement, labels))
	);
}

/** `constructor` is a lawful label key, so only own properties count. */
const labelOf = (labels: Labels, key: string): string | undefined =>
	Object.hasOwn(labels, key) ? labels[key] : undefined;

function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
	const value = labelOf(labels, key);
	switch (operator) {
		case 'In':
			return value !== undefined && values.includes(value);
		case 'NotIn': // A thing without the key is not in the list either.
			return value === undefined || !values.includes(value);
		case 'Exists':
			return value !== undefined;
		case 'DoesNotExist':
			return value === undefined;
	}
}
