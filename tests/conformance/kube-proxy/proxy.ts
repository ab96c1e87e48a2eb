/** The stage on which kube-proxy's own tests play: one node, its addresses, its settings. See NOTICE. */
import { compile } from '#engine/compile/index.ts';
import { runHook } from '#engine/iptables/run.ts';
import type { Ruleset } from '#engine/network.ts';
import type { FiveTuple, Option, Protocol } from '#engine/types.ts';
import type { Endpoint, Service, Settings } from '#engine/world.ts';
import {
	cluster,
	endpoint,
	node,
	port,
	service,
	settings,
	world
} from '../../engine/compile/worlds.ts';

export const nodeName = 'test-node';
export const nodeIP = '192.168.0.2';
const ownAddresses = new Set([nodeIP, '192.168.1.2', '192.168.99.11']);
const isLocal = (address: string): boolean =>
	ownAddresses.has(address) || address.startsWith('127.');

/** Endpoints on port 80: `here` runs on the node of the test, any other name elsewhere, none is unknown. */
export const at = (
	address: string,
	where: string | null = null,
	more: Partial<Endpoint> = {}
): Endpoint => endpoint(address, { port: 80, node: where === 'here' ? nodeName : where, ...more });

export const draining: Partial<Endpoint> = { ready: false, serving: true, terminating: true };
export const gone: Partial<Endpoint> = { ready: false, serving: false, terminating: true };

export const port80 = (endpoints: readonly Endpoint[], more: Parameters<typeof port>[1] = {}) =>
	port(endpoints, { name: 'p80', ...more });

export const front = (...ips: readonly string[]): Service['frontends'] =>
	ips.map((ip) => ({ ip, ipMode: 'VIP', internal: false }));

/** Service `ns1/svc1`, `ns2/svc2`, … */
export const svc = (n: number, ports: Service['ports'], more: Partial<Service> = {}): Service =>
	service(`svc${n}`, ports, { namespace: `ns${n}`, clusterIP: `172.30.0.4${n}`, ...more });

export function rulesFor(services: readonly Service[], more: Partial<Settings> = {}): Ruleset {
	const own = { ...settings, clusterCIDR: '10.0.0.0/8', randomFully: false, ...more };
	const network = compile(
		world('kubenet', {
			cluster: cluster('kubenet', { settings: own }),
			nodes: [node(1, 'kubenet', { name: nodeName, address: nodeIP })],
			services
		})
	);
	return network.node(nodeName).rules;
}

export interface Answer {
	/** Endpoints joined by a comma, `REJECT`, `DROP`, `ACCEPT`, or nothing: no rule cared. */
	readonly output: string;
	readonly masquerade: boolean;
}

/** Where a first packet goes: every branch of the balancing, and the filter table for what is not translated. */
export function send(
	rules: Ruleset,
	[src, dst, dstPort, protocol = 'tcp']: readonly [string, string, number, Protocol?]
): Answer {
	const tuple: FiveTuple = { protocol, src, srcPort: 40000, dst, dstPort };
	let options: readonly Option[] = [];
	const nat = (pick: string | null) =>
		runHook(rules.nat, isLocal(src) ? 'OUTPUT' : 'PREROUTING', {
			tuple,
			mark: 0,
			in: null,
			out: null,
			ctstates: ['NEW'],
			isLocal,
			wasSeen: () => false,
			inSet: () => false,
			choose: (_, offered) =>
				(options = offered).find(({ value }) => value === pick)?.value ?? offered[0]!.value
		});
	const first = nat(null);
	if (!first.dnat) return { output: filtered(rules, tuple), masquerade: false };
	const outcomes = options.map(({ value }) => nat(value));
	return {
		output: outcomes.map(({ dnat }) => `${dnat!.address}:${dnat!.port}`).join(', '),
		masquerade: outcomes.some(({ mark }) => (mark & 0x4000) !== 0)
	};
}

function filtered(rules: Ruleset, tuple: FiveTuple): string {
	const hook = isLocal(tuple.dst) ? 'INPUT' : isLocal(tuple.src) ? 'OUTPUT' : 'FORWARD';
	const { verdict, matched } = runHook(rules.filter, hook, {
		tuple,
		mark: 0,
		in: null,
		out: null,
		ctstates: ['NEW'],
		isLocal,
		wasSeen: () => false,
		inSet: () => false,
		choose: () => {
			throw new Error('the filter table balances nothing');
		}
	});
	const byPolicy = matched.at(-1)?.number === 0;
	return byPolicy ? '' : verdict.toUpperCase();
}
