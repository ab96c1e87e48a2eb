import { describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import type { Host } from '#engine/world.ts';
import { balanced, cluster, line, pod, port, service, world } from '../worlds.ts';

const hosts: readonly Host[] = [
	{
		kind: 'vm',
		name: 'jump',
		address: '10.224.200.4',
		subnet: 'aks-subnet',
		listens: null,
		source: line(1, 'cluster.yaml')
	},
	{
		kind: 'internet-host',
		name: 'client',
		address: '203.0.113.10',
		subnet: null,
		listens: null,
		source: line(2, 'cluster.yaml')
	}
];

const pods = [
	pod('a', 'n1', '10.224.0.5'),
	pod('kept', 'n1', '10.224.9.9'),
	pod('agent', 'n1', '10.224.0.4', { hostNetwork: true }),
	pod('done', 'n2', '10.224.0.36', { phase: 'Failed' })
];

const network = compile(
	world('node-subnet', {
		cluster: cluster('node-subnet', { hosts }),
		hosts,
		pods,
		services: [service('web', [port([])]), balanced('lb', [port([])], { clusterIP: '10.0.1.2' })]
	})
);

describe('network cards', () => {
	test('one for each node and VM, none for a host on the internet', () => {
		expect([...network.nics.keys()]).toEqual(['n1', 'n2', 'n3', 'jump']);
		expect(network.nics.get('jump')).toMatchObject({
			machine: { kind: 'vm' },
			subnet: 'aks-subnet',
			ipForwarding: false
		});
	});

	test("a flat network's card holds the pods' addresses, given ones too (1.25)", () => {
		expect(network.nics.get('n1')!.secondary).toHaveLength(31);
		expect(network.nicOf('10.224.0.5')!.name).toBe('n1');
		expect(network.nicOf('10.224.9.9')!.name).toBe('n1');
		expect(network.nicOf('10.224.200.4')!.name).toBe('jump');
		expect(network.nicOf('10.224.250.1')).toBeNull();
	});

	test("kubenet's card forwards (8.10), and holds its own address only", () => {
		const nic = compile(world('kubenet')).nics.get('n1')!;
		expect(nic).toMatchObject({ primary: '10.224.0.4', secondary: [], ipForwarding: true });
	});
});

test.each([
	['10.224.0.5', 'pod'],
	['10.224.0.4', 'node'],
	['10.224.200.4', 'host'],
	['203.0.113.10', 'host'],
	['10.0.1.1', 'service'],
	['198.51.100.10', 'frontend'],
	['198.51.100.1', 'outbound'],
	['10.224.0.36', undefined],
	['192.0.2.1', undefined]
])('%s belongs to a %s', (address, kind) => {
	expect(network.owner(address)?.kind).toBe(kind);
});

test('a frontend knows its load balancer and its Service', () => {
	expect(network.owner('198.51.100.10')).toMatchObject({
		loadBalancer: { name: 'kubernetes' },
		service: { name: 'lb' }
	});
});
