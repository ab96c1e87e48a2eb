import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFacts } from '#engine/facts.ts';

const facts = new Map(
	readdirSync('docs/facts').flatMap((file) => [
		...readFacts(readFileSync(`docs/facts/${file}`, 'utf8'))
	])
);

test('a fact is read with its sources and its day', () => {
	const sheet =
		'# Sheet\n\nRead on 2026-11-20.\n\n- **3.14** Each port is **one rule**. [CPA: pkg/a.go]\n- **9.6** INFERENCE only [INFERENCE]\n## A2. Hook order\n';
	expect([...readFacts(sheet).values()]).toEqual([
		{
			id: '3.14',
			says: 'Each port is one rule.',
			sources: 'CPA: pkg/a.go',
			checked: '2026-11-20',
			open: false
		},
		{ id: '9.6', says: 'INFERENCE only', sources: 'INFERENCE', checked: '2026-11-20', open: true },
		{ id: 'A2', says: 'Hook order', sources: '', checked: '2026-11-20', open: false }
	]);
});

/** Quoted where a reason is made: `fact: '3.14'`, or a fact number standing alone in quotes. */
const quoted = readdirSync('src/engine', { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts') && !file.endsWith('facts.ts'))
	.flatMap((file) =>
		[...readFileSync(`src/engine/${file}`, 'utf8').matchAll(/'(\d{1,2}\.\d{1,2}|A\d)'/g)].map(
			(match) => [file, match[1]!] as const
		)
	);

test('every fact that the engine quotes is in the sheets', () => {
	expect(quoted.length).toBeGreaterThan(50);
	expect(quoted.filter(([, id]) => !facts.has(id))).toEqual([]);
});
