import { parse } from '#engine/load/text/parse.ts';
import { ambiguity, resolve } from '#engine/load/text/scalar.ts';
import type { Tree } from '#engine/load/text/tree.ts';
import { describe, expect, test } from 'vitest';
import { yaml } from './given.ts';

/** A tree without places. */
function plain(tree: Tree): unknown {
	if (tree.kind === 'list') return tree.items.map(plain);
	if (tree.kind === 'scalar') return tree.value;
	return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
}
const values = (text: string): unknown[] => parse(text).documents.map(plain);
const faults = (text: string): string[] =>
	parse(text).faults.map(({ code, at }) => `${code} ${at}`);

test.each<[string, ReturnType<typeof resolve>, boolean]>([
	['no', false, true],
	['Yes', true, true],
	['ON', true, true],
	['y', true, true],
	['true', true, false],
	['False', false, false],
	['nO', 'nO', false],
	['~', null, false],
	['', null, false],
	['Null', null, false],
	['80', 80, false],
	['-1', -1, false],
	['0', 0, false],
	['017', 15, true],
	['0o17', 15, true],
	['089', 89, false],
	['0x1F', 31, false],
	['1_000', 1000, true],
	['1.50', 1.5, false],
	['1e3', 1000, false],
	['.5', 0.5, false],
	['12:30:45', '12:30:45', true],
	['2026-11-20', '2026-11-20', true],
	['10.0.0.1', '10.0.0.1', false],
	['10.0.0.0/8', '10.0.0.0/8', false],
	['v1', 'v1', false],
	['-', '-', false]
])('kubectl reads %s as %j', (text, value, isAmbiguous) => {
	expect(resolve(text)).toEqual(value);
	expect(ambiguity(text) !== null).toBe(isAmbiguous);
});

describe('documents', () => {
	test.each<[string, string, unknown[]]>([
		['several', 'a: 1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
		['empty ones between', '---\n---\n# nothing\n---\na: 1\n---\n', [{ a: 1 }]],
		['a comment and a directive first', '# hello\n%YAML 1.1\n---\na: 1', [{ a: 1 }]],
		['an end mark', 'a: 1\n...\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
		['a byte order mark', '\uFEFFa: 1', [{ a: 1 }]],
		['Windows line ends', 'a: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
		['nothing', '', []],
		['JSON', ' {"a": [1, true, null, "x\\n"]}', [{ a: [1, true, null, 'x\n'] }]],
		['JSON without marks between', '{"a": 1}\n{"b": 2}', [{ a: 1 }, { b: 2 }]],
		['JSON with tabs', '{\n\t"a": 1\n}', [{ a: 1 }]],
		['flow style, which is no JSON', '{a: 1, b: [c]}', [{ a: 1, b: ['c'] }]],
		['quotes keep a text', `a: "017"\nb: 'no'\nc: !!str 1`, [{ a: '017', b: 'no', c: '1' }]],
		['a dashed line within a block', 'a: |\n  ---\n  b\n', [{ a: '---\nb\n' }]]
	])('%s', (_, text, documents) => {
		expect(values(text)).toEqual(documents);
		expect(faults(text)).toEqual([]);
	});

	test('aliases and merge keys', () => {
		const text = yaml`
			base: &base { app: web, tier: front }
			one: *base
			two: { <<: *base, tier: back }
			three: { <<: [*base, { zone: a }] }
		`;
		expect(values(text)).toEqual([
			{
				base: { app: 'web', tier: 'front' },
				one: { app: 'web', tier: 'front' },
				two: { tier: 'back', app: 'web' },
				three: { app: 'web', tier: 'front', zone: 'a' }
			}
		]);
	});

	test('a fault stays in its own part', () => {
		expect(values('a: 1\n---\nb: [\n---\nc: "x\n---\nd: 4')).toEqual([{ a: 1 }, { d: 4 }]);
		expect(faults('a: 1\n---\nb: [\n---\nc: "x\n---\nd: 4')).toHaveLength(2);
	});

	test('the last of two equal keys counts', () => {
		expect(values('a: 1\na: 2')).toEqual([{ a: 2 }]);
		expect(faults('a: 1\na: 2')).toEqual(['duplicate-key 5']);
	});
});

describe('hostile texts end in a fault', () => {
	const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
		.concat('bcdefgh'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]`))
		.join('\n');
	test.each([
		['an alias bomb', bomb],
		['depth', '['.repeat(100_000)],
		['depth in JSON', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
		['depth by dashes', '- '.repeat(20_000) + 'x: [']
	])('%s', (_, text) => {
		expect(faults(text)[0]).toMatch(/^unparsable/);
	});

	test('a file that is larger than any manifest', () => {
		expect(faults(' '.repeat(64 * 1024 * 1024 + 1))).toEqual(['unparsable 0']);
	});
});
