import { describe, expect, test } from 'vitest';
import { run, shop } from './terminal.ts';

const faulty = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selecter: { app: web }
  ports:
    - port: 99999
`;

describe('lint', () => {
	test('says nothing wrong of what is right', async () => {
		expect(await run('lint -f shop.yaml', { files: { 'shop.yaml': shop } })).toEqual({
			code: 0,
			out: '',
			err: '0 errors, 0 warnings\n'
		});
	});

	test('finds all of it, with file, line, column and what to try', async () => {
		const { code, out, err } = await run('lint -f a.yaml', { files: { 'a.yaml': faulty } });
		expect(code).toBe(1);
		expect(out).toMatch(
			/^a\.yaml:7:3: warning unknown-field: .*\n {2}try: did you mean selector\?$/m
		);
		expect(out).toMatch(/^a\.yaml:9:13: error out-of-range: /m);
		expect(err).toMatch(/^1 error, \d+ warnings?\n$/);
	});

	test('-o json', async () => {
		const { code, out, err } = await run('lint -f a.yaml -o json', { files: { 'a.yaml': faulty } });
		expect([code, err]).toEqual([1, '']);
		const { version, problems } = JSON.parse(out) as {
			version: number;
			problems: Record<string, unknown>[];
		};
		expect(version).toBe(1);
		expect(problems[0]).toMatchObject({
			code: 'unknown-field',
			severity: 'warning',
			file: 'a.yaml',
			line: 7,
			column: 3
		});
		for (const problem of problems)
			expect(Object.keys(problem)).toEqual([
				'code',
				'severity',
				'says',
				'try',
				'file',
				'line',
				'column'
			]);
	});

	test('warnings never change the code', async () => {
		expect(
			(await run('lint -f a.yaml', { files: { 'a.yaml': faulty.replace('99999', '80') } })).code
		).toBe(0);
	});

	test('a text that is neither YAML nor JSON is named, and is 3', async () => {
		const { code, out } = await run('lint -f a.yaml -f b.yaml', {
			files: { 'a.yaml': faulty, 'b.yaml': 'kind: [Pod' }
		});
		expect(code).toBe(3);
		expect(out).toMatch(/^b\.yaml:1:\d+: error unparsable: /m);
		expect(out).toMatch(/^a\.yaml:9:13: error out-of-range: /m);
	});

	test('kinds that are not understood yet are listed', async () => {
		const { code, out } = await run('lint -f a.yaml', {
			files: {
				'a.yaml': 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: all }\n'
			}
		});
		expect([code, out]).toEqual([0, expect.stringMatching(/^a\.yaml:1:1: ignored: .*Ingress/)]);
	});

	test('the cluster file is read too', async () => {
		const { code, out } = await run('lint -f shop.yaml --cluster c.yaml', {
			files: { 'shop.yaml': shop, 'c.yaml': 'networkProfile: { podCidr: 10.244.0.0/33 }' }
		});
		expect([code, out]).toEqual([1, expect.stringMatching(/^c\.yaml:1:28: error invalid-cidr/)]);
	});
});
