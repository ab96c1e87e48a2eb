import { describe, expect, test } from 'vitest';
import type { NetworkDocument } from '#engine/exporters/index.ts';
import { run } from './terminal.ts';

describe('network', () => {
	test('prints subnets, groups, load balancers and NICs', async () => {
		const { code, out, err } = await run('network -s loadbalancer-public');
		expect([code, err]).toEqual([0, '']);
		expect(out).toMatch(/^subnet aks-subnet {2}10\.224\.0\.0\/16/m);
		expect(out).toMatch(
			/^500 +inbound +Allow +tcp +Internet +198\.51\.100\.10 +80 +k8s-azure-lb_allow_IPv4_/m
		);
		expect(out).toMatch(/^198\.51\.100\.10:80 +tcp +80 +on +tcp 30086 /m);
		expect(out).toMatch(/^aks-nodepool1-000000 +aks-subnet +10\.224\.0\.4 /m);
	});

	test("-o json holds kubenet's routes by name, and Overlay's domain", async () => {
		const json = async (line: string) => JSON.parse((await run(line)).out) as NetworkDocument;
		const kubenet = await json('network -s clusterip --model kubenet -o json');
		expect(kubenet.routingDomain).toBeNull();
		expect(
			kubenet.subnets[0]!.routes.filter(({ from }) => from === 'User').map(
				({ prefix, nextHopType }) => [prefix, nextHopType]
			)
		).toEqual([
			['10.244.0.0/24', 'VirtualAppliance'],
			['10.244.1.0/24', 'VirtualAppliance']
		]);
		const overlay = await json('network -s clusterip -o json');
		expect(overlay).toMatchObject({
			version: 1,
			model: 'overlay',
			routingDomain: { routes: [{ prefix: '10.244.0.0/24' }, {}] }
		});
	});

	test('a local load balancer shows who is healthy, and what it asks', async () => {
		const { out } = await run('network -s loadbalancer-public/local');
		expect(out).toMatch(/http 30087\/healthz +aks-nodepool1-000000,aks-nodepool1-000001 /);
	});
});
