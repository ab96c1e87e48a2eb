import { describe, expect, test } from 'vitest';
import { readScenarios } from '#engine/scenario/index.ts';
import { open } from '#engine/scenario/document.ts';
import { record } from '#engine/scenario/record.ts';
import { bad, flag, list, maybe, oneOf, some, text } from '#engine/scenario/shape.ts';
import { nearest } from '#engine/scenario/nearest.ts';

const packet = record({
	to: text,
	protocol: maybe(oneOf(['tcp', 'udp'])),
	picks: maybe(some(text), []),
	quick: maybe(flag, false)
});

function read(yaml: string) {
	const { root, problems } = open('a.yaml', yaml);
	const value = list(packet).read(root);
	return {
		value,
		problems: problems.map(
			({ code, says, source: { line, column } }) => `${line}:${column} ${code} ${says}`
		)
	};
}

describe('a shape reads', () => {
	test('what is there, and what is left out', () => {
		expect(read('- { to: b }\n- { to: b, protocol: udp, picks: x, quick: true }').value).toEqual([
			{ to: 'b', protocol: null, picks: [], quick: false },
			{ to: 'b', protocol: 'udp', picks: ['x'], quick: true }
		]);
	});

	test('an empty value as one that is left out', () => {
		expect(read('- to: b\n  protocol:').value).toEqual([
			{ to: 'b', protocol: null, picks: [], quick: false }
		]);
	});

	test.each([
		['- { protocol: tcp }', '1:3 missing-field [0].to is missing'],
		['- to: 5', '1:7 wrong-value [0].to is 5, not a text'],
		[
			'- to: b\n  protocoll: tcp',
			'2:3 unknown-field [0].protocoll is not a field that is known here'
		],
		['- to: b\n  protocol: tpc', '2:13 wrong-value [0].protocol is "tpc", not one of tcp, udp'],
		['- to: b\n  quick: 1', '2:10 wrong-value [0].quick is 1, not true or false'],
		['- to: b\n  picks: [x, [y]]', '2:14 wrong-value [0].picks[1] is a list, not a text'],
		['- b', '1:3 wrong-value [0] is "b", not a map'],
		['to: b', '1:1 wrong-value the file is a map, not a list']
	])('%j and says: %s', (yaml, problem) => {
		expect(read(yaml).problems).toEqual([problem]);
	});

	test('all mistakes, and keeps what is good', () => {
		const { value, problems } = read('- to: 1\n- to: b\n- protocol: x');
		expect(value).toEqual([{ to: 'b', protocol: null, picks: [], quick: false }]);
		expect(problems).toHaveLength(3);
	});
});

test('the word that was probably meant', () => {
	expect(nearest('selecter', ['selector', 'ports'])).toBe('selector');
	expect(nearest('prots', ['selector', 'ports'])).toBe('ports');
	expect(nearest('TCP', ['tcp', 'udp'])).toBe('tcp');
	expect(nearest('frobnicate', ['selector', 'ports'])).toBeNull();
});

describe('a scenario folder', () => {
	const lesson =
		'title: Why?\nsummary: So.\npackets: [{ id: a, from: b, to: c }]\nexpect: []\nverifiedOn: 2026-11-20\nsources: []\n';
	const variants = 'variants: [{ id: broken, title: Broken }, { id: fixed, title: Fixed }]\n';
	const pod = (name: string) =>
		`apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: a, image: a }] }\n`;
	const podsOf = (files: Record<string, string>) => {
		const { scenarios, problems } = readScenarios(files);
		expect(problems).toEqual([]);
		return scenarios.map(({ id, variants }) => [
			id,
			...variants.map(
				(one) =>
					`${one.id}: ${one.objects.pods.map(({ name }) => name).join()} ${one.objects.cluster.model}`
			)
		]);
	};

	test('without variants has one', () => {
		expect(
			podsOf({ 'scenarios/a/lesson.yaml': lesson, 'scenarios/a/manifests.yaml': pod('one') })
		).toEqual([['a', 'default: one overlay']]);
	});

	test('a variant may replace each of the three files', () => {
		const files = {
			'/scenarios/a/lesson.yaml': lesson + variants,
			'/scenarios/a/manifests.yaml': pod('one'),
			'/scenarios/a/fixed/manifests.yaml': pod('two'),
			'/scenarios/a/fixed/cluster.yaml': 'networkProfile: { networkPlugin: kubenet }',
			'/scenarios/a/fixed/lesson.yaml': lesson.replace('Why', 'Why not')
		};
		expect(podsOf(files)).toEqual([['a', 'broken: one overlay', 'fixed: two kubenet']]);
		const [broken, fixed] = readScenarios(files).scenarios[0]!.variants;
		expect([broken.lesson.title, fixed!.lesson.title]).toEqual(['Why?', 'Why not?']);
		expect(fixed!.files.map(({ name }) => name)).toEqual([
			'scenarios/a/fixed/manifests.yaml',
			'scenarios/a/fixed/cluster.yaml',
			'scenarios/a/fixed/lesson.yaml'
		]);
	});

	test('scenarios stand by their id', () => {
		expect(
			podsOf({ 'scenarios/b/lesson.yaml': lesson, 'scenarios/a/lesson.yaml': lesson }).map(
				([id]) => id
			)
		).toEqual(['a', 'b']);
	});

	test.each([
		['no lesson', { 'scenarios/a/manifests.yaml': '' }, 'scenarios/a/lesson.yaml:1:1 wrong-value'],
		[
			'a lesson that is no YAML',
			{ 'scenarios/a/lesson.yaml': 'title: [' },
			'scenarios/a/lesson.yaml:1:9 unparsable'
		],
		[
			'a mistake in it',
			{ 'scenarios/a/lesson.yaml': lesson + 'narative: []\n' },
			'scenarios/a/lesson.yaml:7:1 unknown-field'
		]
	])('%s is a problem with its place', (_, files, problem) => {
		const { problems } = readScenarios(files);
		expect(
			problems.map(
				({ code, source: { file, line, column } }) => `${file}:${line}:${column} ${code}`
			)
		).toEqual([problem]);
	});
});

test('bad is no value', () => {
	expect(text.read(open('a.yaml', '5').root)).toBe(bad);
});
