import { describe, expect, test } from 'vitest';
import { run } from './terminal.ts';

const ids = ['clusterip', 'loadbalancer-public', 'nodeport', 'pod-to-pod-across-nodes'];

describe('scenario', () => {
	test('list', async () => {
		const { code, out } = await run('scenario list');
		expect(code).toBe(0);
		expect(out.split('\n')[0]).toMatch(/^ID +VARIANTS +TITLE$/);
		for (const id of ids) expect(out).toMatch(new RegExp(`^${id} `, 'm'));
	});

	test('list -o json', async () => {
		const { out } = await run('scenario list -o json');
		const { version, scenarios } = JSON.parse(out) as {
			version: number;
			scenarios: { id: string; variants: string[] }[];
		};
		expect(version).toBe(1);
		expect(scenarios.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
		expect(scenarios.find(({ id }) => id === 'loadbalancer-public')!.variants).toEqual([
			'cluster',
			'local'
		]);
	});

	test('show', async () => {
		const { code, out } = await run('scenario show nodeport');
		expect(code).toBe(0);
		for (const part of [
			'Packets:',
			'vm/jumpbox → node/aks-nodepool1-000000:31000',
			'scenarios/nodeport/manifests.yaml',
			'Sources, read on 2026-11-20:'
		])
			expect(out).toContain(part);
		expect(JSON.parse((await run('scenario show nodeport -o json')).out)).toMatchObject({
			version: 1,
			id: 'nodeport',
			packets: [{ id: 'from-vm' }, {}, {}]
		});
	});

	test('check: every expectation of every scenario holds, in every model', async () => {
		const { code, out, err } = await run('scenario check');
		expect([code, err]).toEqual([0, '']);
		expect(out).toMatch(/^\d+ passed, 0 failed\n$/);
	});

	test('check ID -o json says which variant and model', async () => {
		const { out } = await run('scenario check loadbalancer-public -o json');
		const { results, passed, failed } = JSON.parse(out) as {
			results: Record<string, unknown>[];
			passed: number;
			failed: number;
		};
		expect([passed, failed]).toEqual([results.length, 0]);
		expect(
			new Set(results.map(({ variant, model }) => `${String(variant)} ${String(model)}`)).size
		).toBe(6);
	});
});
