/** A real kernel takes what we print and prints it back, rule by rule. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import { iptablesSave } from '#engine/iptables/print.ts';
import type { World } from '#engine/world.ts';
import { kernelObstacle } from '../../scripts/kernel-ready.mjs';
import {
	balanced,
	cluster,
	endpoint,
	endpointOf,
	pod,
	port,
	service,
	settings,
	world
} from '../engine/compile/worlds.ts';

const obstacle = kernelObstacle();
const space = `packetwalk-restore-${process.pid}`;

const inSpace = (command: readonly string[], input = ''): string =>
	execFileSync('ip', ['netns', 'exec', space, ...command], { input, encoding: 'utf8' });

/** The lines of each table, without comments and counters; the kernel chooses the order of tables. */
function tablesOf(text: string): Readonly<Record<string, readonly string[]>> {
	const parts = text
		.replaceAll(/^#.*\n/gm, '')
		.replaceAll(/\[\d+:\d+\]/g, '[0:0]')
		.split(/^\*/m)
		.slice(1);
	const named = parts.map((part) => part.trim().split('\n'));
	return Object.fromEntries(named.map(([name = '', ...lines]) => [name, lines] as const));
}

const here = pod('a', 'n1', '10.244.0.4');
const there = pod('b', 'n2', '10.244.1.4');
const both = [endpointOf(here), endpointOf(there)];
const seven = Array.from({ length: 7 }, (_, i) => endpoint(`10.244.2.${i + 4}`));
const dns = (['tcp', 'udp', 'sctp'] as const).map((protocol) =>
	port(both, { name: `dns-${protocol}`, protocol, port: 53 })
);

/** One Service for each kind of chain and rule. */
const rich: Partial<World> = {
	pods: [here, there],
	services: [
		service('dns', dns, { sessionAffinity: 'ClientIP', externalIPs: ['192.0.2.7'] }),
		service('seven', [port(seven)], { clusterIP: '10.0.1.2' }),
		balanced('guarded', [port(both, { name: null, nodePort: 30086 })], {
			clusterIP: '10.0.1.3',
			loadBalancerSourceRanges: ['203.0.113.0/25', '10.224.0.0/12']
		}),
		balanced('local', [port([endpointOf(there)], { nodePort: 30087 })], {
			clusterIP: '10.0.1.4',
			externalTrafficPolicy: 'Local',
			internalTrafficPolicy: 'Local',
			healthCheckNodePort: 30500
		}),
		balanced('none', [port([], { nodePort: 30088 })], { clusterIP: '10.0.1.5' })
	]
};

const plain = cluster('overlay');
const unusual = cluster('overlay', {
	settings: {
		...settings,
		masqueradeAll: true,
		randomFully: false,
		localhostNodePorts: false,
		masqLinkLocal: false,
		nonMasqueradeCIDRs: ['10.0.0.7/8', '192.0.2.1/32']
	}
});

describe.skipIf(obstacle)(
	`iptables-restore${obstacle ? `, which cannot be tried: ${obstacle}` : ''}`,
	() => {
		beforeAll(() => void execFileSync('ip', ['netns', 'add', space]));
		afterAll(() => void execFileSync('ip', ['netns', 'del', space]));

		describe.each([
			['usual settings', plain],
			['unusual settings', unusual]
		])('%s', (_, own) => {
			const network = compile(world('overlay', { ...rich, cluster: own }));

			test.each(['n1', 'n2', 'n3'])('%s', (name) => {
				const text = iptablesSave(network.node(name).rules);
				inSpace(['iptables-restore', '--test'], text);
				inSpace(['iptables-restore'], text);
				const printed = tablesOf(text);
				expect(printed['nat']!.length).toBeGreaterThan(50);
				expect(tablesOf(inSpace(['iptables-save']))).toEqual(printed);
			});
		});
	}
);
