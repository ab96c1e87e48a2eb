import { describe, expect, test } from 'vitest';
import { coredns } from '../engine/given.ts';
import { run, shop } from './terminal.ts';

const files = { 'shop.yaml': shop, 'dns/coredns.yaml': coredns };
const both = '-f shop.yaml -f dns/coredns.yaml --from pod/shop/web';

interface Printed {
	readonly queries: readonly Readonly<Record<string, unknown>>[];
	readonly answer: Readonly<Record<string, unknown>>;
	readonly endpoints: readonly string[];
}
const json = async (line: string) => JSON.parse((await run(line, { files })).out) as Printed;

describe('resolve', () => {
	test('-o json is queries, answer and endpoints', async () => {
		const { queries, answer, endpoints } = await json(`resolve ${both} db.shop:5432 -o json`);
		expect(queries).toMatchObject([
			{ name: 'db.shop.shop.svc.cluster.local', result: 'no-name', connection: 'd1' },
			{ name: 'db.shop.svc.cluster.local', result: 'address', server: '10.0.0.10' }
		]);
		expect(answer).toMatchObject({ result: 'address', addresses: ['10.0.1.0'] });
		expect(endpoints).toEqual([expect.stringMatching(/^10\.244\.\d+\.\d+:5432$/)]);
	});

	test('as text, with what counts at the end', async () => {
		const { code, out, err } = await run(`resolve ${both} db:5432`, { files });
		expect([code, err]).toEqual([0, '']);
		expect(out).toContain('db.shop.svc.cluster.local  address  (asked at 10.0.0.10)\n');
		expect(out).toMatch(/^answer {5}10\.0\.1\.0$/m);
	});

	test('without the DNS Service it says so, and that is no fault', async () => {
		const { code, out, err } = await run('resolve -f shop.yaml --from shop/web db', { files });
		expect(code).toBe(0);
		expect(out).toContain('(by rule, no packet)');
		expect(err).toContain('info dns-not-given');
	});

	test('a name that does not exist is an answer too', async () => {
		const { answer, endpoints } = await json(`resolve ${both} nobody -o json`);
		expect([answer['result'], endpoints]).toEqual(['no-name', []]);
	});

	test.each([
		['resolve -f shop.yaml db', '--from is missing'],
		['resolve -f shop.yaml --from shop/web', 'resolve takes one name'],
		['resolve -f shop.yaml --from shop/web 10.0.0.1', 'not a name that is looked up'],
		['resolve -f shop.yaml --from shop/nobody db', 'There is no pod shop/nobody']
	])('%s: %s', async (line, says) => {
		const { code, err } = await run(line, { files });
		expect(code).toBe(2);
		expect(err).toContain(says);
	});
});

test('trace says on standard error that names were looked up by rule', async () => {
	const { code, out, err } = await run('trace -f shop.yaml --from shop/web --to db:5432', {
		files
	});
	expect(code).toBe(0);
	expect(out).toContain('request at pod/shop/db:5432');
	expect(err).toContain('info dns-not-given');
});
