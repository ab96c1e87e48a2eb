import { describe, expect, test } from 'vitest';
import { run, shop } from './terminal.ts';

const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }] }] }
`;
const line = (more: string) => `- { from: shop/web, to: service/shop/db:5432, ${more} }\n`;

const check = (expectations: string, more = '', manifests = shop) =>
	run(`check -f shop.yaml --expect e.yaml ${more}`, {
		files: { 'shop.yaml': manifests, 'e.yaml': expectations }
	});

describe('check', () => {
	test.each([
		['a list', line('reaches: true')],
		['a map that holds it', `title: more\nexpect:\n${line('reaches: true')}`],
		[
			'JSON',
			JSON.stringify(
				{ expect: [{ from: 'shop/web', to: 'service/shop/db:5432', reaches: true }] },
				null,
				'\t'
			)
		]
	])('reads %s', async (_, text) => {
		expect(await check(text)).toEqual({ code: 0, out: '1 passed, 0 failed\n', err: '' });
	});

	test('prints each failing line, what was expected, what happened and why', async () => {
		const { code, out } = await check(
			line('reaches: true') +
				line('reaches: false') +
				line('reaches: true, sees: 10.9.9.9') +
				line('reaches: true, because: azure-route')
		);
		expect(code).toBe(1);
		expect(out).toMatch(
			/^e\.yaml:2:3: shop\/web → service\/shop\/db:5432 tcp \(overlay\)\n {2}expected: not delivered\n {2}happened: delivered\n {2}why: /m
		);
		expect(out).toContain('the source that the endpoint sees is 10.244.0.4, not 10.9.9.9');
		expect(out).toMatch(/the reason is .*, not azure-route/);
		expect(out).toMatch(/\n1 passed, 3 failed\n$/);
	});

	test('-o json', async () => {
		const { code, out } = await check(line('reaches: true') + line('reaches: false'), '-o json');
		expect(code).toBe(1);
		const common = {
			from: 'shop/web',
			to: 'service/shop/db:5432',
			protocol: 'tcp',
			reaches: true,
			disposition: 'delivered',
			because: ['accepted']
		};
		expect(JSON.parse(out)).toEqual({
			version: 1,
			results: [
				{ ...common, expected: true },
				{ ...common, expected: false, differs: [expect.any(String)] }
			],
			passed: 1,
			failed: 1
		});
	});

	test('a line holds for every branch, or for the one that it picks', async () => {
		const files = {
			'e.yaml':
				'- { from: shop/web, to: "service/shop/cat-svc:80", reaches: true, deliveredTo: "pod/shop/cats-1:8080" }'
		};
		const all = await run('check -s clusterip --expect e.yaml', { files });
		expect([all.code, all.out]).toEqual([
			1,
			expect.stringContaining('[endpoint/shop/cat-svc:80=pod/shop/cats-0]')
		]);
		const picked = {
			'e.yaml': files['e.yaml'].replace(
				'reaches',
				'pick: "endpoint/shop/cat-svc:80=pod/shop/cats-1", reaches'
			)
		};
		expect((await run('check -s clusterip --expect e.yaml', { files: picked })).code).toBe(0);
	});

	test('a line that names models is asked under each', async () => {
		const { out } = await check(line('reaches: true, model: [kubenet, azure-cni]'), '-o json');
		expect(JSON.parse(out)).toMatchObject({ passed: 2 });
	});

	test.each([
		[
			'an unknown field',
			line('reaches: true, becuase: accepted'),
			'unknown-field',
			'did you mean because?'
		],
		[
			'an unknown reason',
			line('reaches: true, because: acepted'),
			'wrong-value',
			'did you mean accepted?'
		],
		[
			'an unknown disposition',
			line('reaches: false, disposition: lost'),
			'wrong-value',
			'one of delivered'
		],
		['a missing field', '- { from: shop/web, reaches: true }\n', 'missing-field', 'add to:'],
		['a word for a truth value', line('reaches: maybe'), 'wrong-value', 'true or false'],
		[
			'no list at all',
			'expect: { from: shop/web }\n',
			'wrong-value',
			'begin each element with "- "'
		],
		['an empty file', '', 'wrong-value', 'begin each element with "- "']
	])('%s in the file of expectations is 1, with its place', async (_, text, code, attempt) => {
		const ran = await check(text);
		expect(ran.code).toBe(1);
		expect(ran.err).toMatch(
			new RegExp(
				`^e\\.yaml:1:\\d+: error ${code}: .*\\n  try: .*${attempt.replace('?', '\\?')}`,
				'm'
			)
		);
	});

	test.each([
		[
			'endpoint',
			'- { from: shop/nobody, to: shop/db:5432, reaches: true }',
			'There is no pod shop/nobody'
		],
		['pick', line('reaches: true, pick: endpoint/shop/x:1=pod/shop/db'), 'no choice point']
	])('an unknown %s is 2, and the other lines are judged', async (_, text, says) => {
		const { code, out } = await check(`${text.trim()}\n${line('reaches: true')}`);
		expect([code, out]).toEqual([2, expect.stringContaining(says)]);
		expect(out).toMatch(/\n1 passed, 1 failed\n$/);
	});

	test('an error in the manifests is 1, even where every line holds', async () => {
		const { code, out } = await check(
			line('reaches: true'),
			'',
			`${shop}---\napiVersion: v1\nkind: Pod\nmetadata: { name: BAD }\n`
		);
		expect([code, out]).toEqual([1, '1 passed, 0 failed\n']);
	});
});

describe('check --only policy', () => {
	const only = (text: string, manifests = `${shop}---${policy}`) =>
		check(text, '--only policy -o json', manifests);
	const results = async (text: string) =>
		(JSON.parse((await only(text)).out) as { results: Record<string, unknown>[] }).results;

	test.each([
		['a pod that no rule names', 'shop/web', 'shop/db:5432', false, 'policy-none-allows'],
		[
			'a Service, resolved before any policy is asked',
			'shop/web',
			'service/shop/db:5432',
			false,
			'policy-none-allows'
		],
		['a pod that nobody selects', 'shop/db', 'shop/web:80', true, 'policy-not-selected'],
		['a pod of itself', 'shop/db', 'shop/db:5432', true, 'policy-self'],
		['an address outside', '192.0.2.7', 'shop/db:5432', false, 'policy-none-allows'],
		[
			'a private address that nobody holds',
			'10.99.0.1',
			'shop/db:5432',
			false,
			'policy-none-allows'
		],
		['towards an address outside', 'shop/db', '192.0.2.7:443', true, 'policy-not-selected'],
		['a pod by its own node', 'node/aks-nodepool1-000001', 'shop/db:5432', true, 'policy-own-node'],
		[
			'a pod by another node',
			'node/aks-nodepool1-000002',
			'shop/db:5432',
			false,
			'policy-none-allows'
		]
	])('%s', async (_, from, to, reaches, because) => {
		const [result] = await results(`- { from: "${from}", to: "${to}", reaches: ${reaches} }`);
		expect(result).toMatchObject({
			from,
			to,
			expected: reaches,
			reaches,
			disposition: reaches ? 'delivered' : 'dropped'
		});
		expect(result!['because']).toContain(because);
		expect(result).not.toHaveProperty('differs');
	});

	test('a dataplane that is not walked yet is no fault here', async () => {
		const files = {
			'shop.yaml': `${shop}---${policy}`,
			'c.yaml': 'networkProfile: { networkDataplane: cilium }',
			'e.yaml': line('reaches: false')
		};
		expect(
			await run('check -f shop.yaml --cluster c.yaml --expect e.yaml --only policy', { files })
		).toMatchObject({
			code: 0,
			out: '1 passed, 0 failed\n',
			err: expect.not.stringContaining('error') as string
		});
		const walked = await run('check -f shop.yaml --cluster c.yaml --expect e.yaml', { files });
		expect([walked.code, walked.err]).toEqual([
			1,
			expect.stringContaining('error dataplane-not-modelled')
		]);
		expect(walked.out).toContain('undetermined');
	});
});
