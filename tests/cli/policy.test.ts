import { describe, expect, test } from 'vitest';
import type { NodeDocument } from '#engine/exporters/index.ts';
import { run } from './terminal.ts';

const scenario = 'restrict-all-then-allow-frontend';
const name = 'aks-nodepool1-000000';

describe('--policy', () => {
	test.each([
		['', 'dropped', 'policy engine azure'],
		[' --policy npm', 'dropped', 'policy engine azure'],
		[' --policy calico', 'dropped', 'policy engine calico'],
		[' --policy none', 'delivered', 'policy engine none']
	])('trace%s: %s', async (flag, fate, engine) => {
		const { out, err, code } = await run(`trace -s ${scenario}${flag}`);
		expect(out).toMatch(new RegExp(`^fate +${fate}`, 'm'));
		expect(out).toContain(engine);
		expect(err.includes('info policy-without-engine')).toBe(flag.endsWith('none'));
		expect(code).toBe(0);
	});

	test('what AKS refuses is no walk', async () => {
		const { out, err, code } = await run(`trace -s ${scenario} --model kubenet`);
		expect(out).toContain('combination-refused');
		expect(err).toContain('error combination-refused: kubenet is not offered with Azure NPM');
		expect(code).toBe(1);
	});

	test('another word is refused', async () => {
		expect(await run(`trace -s ${scenario} --policy calica`)).toMatchObject({
			code: 2,
			err: expect.stringContaining('did you mean calico?') as string
		});
	});

	test('check: a line may name the engines for which it holds', async () => {
		const line =
			'- { from: hello/pod1, to: "hello/pod2:8080", policy: [azure, calico], reaches: false, because: policy-none-allows }\n';
		const files = { 'e.yaml': `${line}${line.replace('[azure, calico]', 'none')}` };
		const { out, code } = await run(`check -s ${scenario} --expect e.yaml`, { files });
		expect(out).toContain('2 passed, 1 failed');
		expect(out).toContain('(overlay, none)');
		expect(code).toBe(1);
	});

	test('scenario check under one engine', async () => {
		const { out } = await run(`scenario check ${scenario} --policy calico -o json`);
		const { results } = JSON.parse(out) as { results: { policy: string }[] };
		expect(new Set(results.map(({ policy }) => policy))).toEqual(new Set(['calico']));
	});
});

test('node prints the sets too', async () => {
	const { out: text } = await run(`node -s ${scenario} --node ${name} -o ipset`);
	expect(text).toMatch(/^# podlabel-role:backend\ncreate azure-npm-\d+ hash:net$/m);
	expect(text).toMatch(/^add azure-npm-\d+ 10\.244\.0\.4$/m);
	const { out: json } = await run(`node -s ${scenario} --node ${name} -o json`);
	const { ipsets, rules } = JSON.parse(json) as NodeDocument;
	expect(ipsets.map(({ comment }) => comment)).toContain('podlabel-role:backend');
	expect(Object.keys(rules.filter)).toContain('AZURE-NPM-INGRESS');
});
