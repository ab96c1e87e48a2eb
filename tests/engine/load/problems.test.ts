import { problems, read, settle } from '#engine/load/index.ts';
import { expect, test } from 'vitest';
import { examples } from './examples.ts';
import { unmark } from './given.ts';

const titled = examples.map((example) => {
	const { code, manifests, cluster } = example;
	const [, before = '', after = ''] = /(.{0,30})▶(.{0,30})/.exec(cluster ?? manifests ?? '') ?? [];
	return [`${code}: ${before}▶${after}`, example] as const;
});

test.each(titled)('%s', (_, { code, manifests = '', cluster = '', over }) => {
	const marked = unmark(cluster.includes('▶') ? cluster : manifests);
	const file = cluster.includes('▶') ? 'cluster.yaml' : 'manifests.yaml';
	const found = settle(
		read({
			manifests: { 'manifests.yaml': unmark(manifests).text },
			cluster: cluster ? { file: 'cluster.yaml', text: unmark(cluster).text } : null
		}),
		over
	).problems;
	const [severity] = problems[code];
	expect(found).toContainEqual(
		expect.objectContaining({
			code,
			severity,
			source: { file, line: marked.line, column: marked.column }
		})
	);
	expect(found.filter((one) => one.code === code)).toHaveLength(1);
});

test('every code has an example', () => {
	const shown = new Set(examples.map(({ code }) => code));
	// Said of a walk, not of a file.
	const whenWalked = ['dns-not-given'];
	expect(Object.keys(problems).filter((code) => !shown.has(code as keyof typeof problems))).toEqual(
		whenWalked
	);
});

test('problems stand in the order of files, lines and columns', () => {
	const bad = (port: number) =>
		`apiVersion: v1\nkind: Service\nmetadata: { name: s${port} }\nspec:\n  selecter: {}\n  ports:\n  - port: ${port}`;
	const { problems } = settle(
		read({
			manifests: { 'b.yaml': `${bad(70001)}\n---\n${bad(70002)}`, 'a.yaml': bad(70003) },
			cluster: { file: 'aks.yaml', text: 'networkProfile: { podCidr: x }' }
		})
	);
	expect(problems.map(({ code, source: { file, line } }) => [file, line, code])).toEqual([
		['b.yaml', 5, 'unknown-field'],
		['b.yaml', 7, 'out-of-range'],
		['b.yaml', 13, 'unknown-field'],
		['b.yaml', 15, 'out-of-range'],
		['a.yaml', 5, 'unknown-field'],
		['a.yaml', 7, 'out-of-range'],
		['aks.yaml', 1, 'invalid-cidr']
	]);
});
