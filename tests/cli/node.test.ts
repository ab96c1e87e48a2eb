import { describe, expect, test } from 'vitest';
import type { NodeDocument } from '#engine/exporters/index.ts';
import { run } from './terminal.ts';

const name = 'aks-nodepool1-000000';

describe('node', () => {
	test.each(['', ' -o iptables'])('prints iptables-save%s', async (output) => {
		const { code, out, err } = await run(`node -s clusterip --node ${name}${output}`);
		expect([code, err]).toEqual([0, '']);
		expect(out.match(/^\*\w+$/gm)).toEqual(['*raw', '*mangle', '*nat', '*filter']);
		expect(out.match(/^COMMIT$/gm)).toHaveLength(4);
		expect(out).toMatch(/^:KUBE-SERVICES - \[0:0\]$/m);
		expect(out).toMatch(/^-A IP-MASQ-AGENT -d 10\.244\.0\.0\/16 .* -j RETURN$/m);
	});

	test('-o json is everything that it holds', async () => {
		const { out } = await run(`node -s clusterip --node node/${name} --model kubenet -o json`);
		const node = JSON.parse(out) as NodeDocument;
		expect(node).toMatchObject({ version: 1, name, sysctls: { 'net.ipv4.ip_forward': 1 } });
		expect(node.links.map((link) => link.name)).toEqual(
			expect.arrayContaining(['lo', 'eth0', 'cbr0'])
		);
		expect(node.pods.map((pod) => pod.name)).toContain('shop/web');
		expect(node.ebtables.length).toBeGreaterThan(0);
		expect(node.rules.nat['KUBE-POSTROUTING']).toMatchObject({ policy: null });
		expect(node.rules.filter['FORWARD']!.policy).toBe('ACCEPT');
		expect(node.rules.nat['PREROUTING']!.rules[0]).toMatch(/^-A PREROUTING .* -j KUBE-SERVICES$/);
		for (const part of ['addresses', 'neighbours', 'routes'] as const)
			expect(Array.isArray(node[part])).toBe(true);
	});

	test('both forms hold the same rules', async () => {
		const [{ out: text }, { out: json }] = await Promise.all([
			run(`node -s nodeport --node ${name}`),
			run(`node -s nodeport --node ${name} -o json`)
		]);
		const { rules } = JSON.parse(json) as NodeDocument;
		const lines = Object.values(rules).flatMap((table) =>
			Object.values(table).flatMap((chain) => chain.rules)
		);
		expect(text.split('\n').filter((line) => line.startsWith('-A '))).toEqual(lines);
	});
});
