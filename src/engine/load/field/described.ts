import type { Tree } from '../text/tree.ts';

/** A value in words: `the number 80`, `a list`. */
export function described(tree: Tree | null): string {
	if (tree === null) return 'missing';
	if (tree.kind !== 'scalar') return `a ${tree.kind}`;
	const { value, text } = tree;
	const kind =
		typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'truth value';
	const written = String(value) === text ? '' : `, written ${text}`;
	return `the ${kind} ${JSON.stringify(value)}${written}`;
}
