/**
 * kube-proxy in iptables mode: from Services to chains.
 *
 *   Service port ─proxied─▶ endpoints by policy ─portRules─▶ rules in shared chains, chains of its own
 *
 * The rules of all ports stand in the order of their keys: in a real node that order is not stable (A1).
 */
import type { Chain, Rule } from '../../network.ts';
import type { Node, World } from '../../world.ts';
import { passedOver } from '../policy/npm/fixed.ts';
import { byName, chain } from '../rule.ts';
import {
	canaries,
	firewall,
	forward,
	forwardMarked,
	hint,
	markMasquerade,
	postrouting,
	toNodePorts
} from './fixed.ts';
import { portRules, type NodeRules } from './port.ts';
import { proxied } from './proxied.ts';
import { proxySettings } from './settings.ts';

/** The chains of one node, without the jumps that lead to them. */
export interface KubeProxy {
	readonly mangle: readonly Chain[];
	readonly nat: readonly Chain[];
	readonly filter: readonly Chain[];
}

export function kubeProxy(world: World): (node: Node) => KubeProxy {
	const settings = proxySettings(world);
	const ports = world.services
		.flatMap((service) => service.ports.map((port) => proxied(service, port)))
		.filter((port) => port !== null)
		.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
		.map((port) => portRules(port, settings));

	// Sorted once: each node only merges its own few into them.
	const everywhere = [
		...[markMasquerade, postrouting(settings), ...canaries],
		...ports.flatMap((port) => port.everywhere)
	].sort(byName);
	const hidesPolicy = world.cluster.policyEngine === 'azure' && world.policies.length > 0; // 9.20
	const filter = [
		forward(hidesPolicy ? passedOver : forwardMarked),
		firewall(settings),
		...canaries
	];
	const mangle = [...canaries, hint];
	const lastRule = toNodePorts(settings);

	function assemble(parts: readonly NodeRules[]): KubeProxy {
		const shared = (name: string, pick: (part: NodeRules) => readonly Rule[]) =>
			chain(name, parts.flatMap(pick));
		const services = parts.flatMap(({ nat }) => nat.services);
		return {
			mangle,
			nat: [
				...everywhere,
				chain('KUBE-SERVICES', [...services, lastRule]),
				shared('KUBE-NODEPORTS', ({ nat }) => nat.nodePorts),
				...parts.flatMap(({ chains }) => chains)
			],
			filter: [
				...filter,
				shared('KUBE-SERVICES', (part) => part.filter.services),
				shared('KUBE-EXTERNAL-SERVICES', (part) => part.filter.external),
				shared('KUBE-NODEPORTS', (part) => part.filter.nodePorts),
				shared('KUBE-PROXY-FIREWALL', (part) => part.filter.firewall)
			]
		};
	}

	// Nodes on which every port has the same rules share everything.
	const known = new Map<string, KubeProxy>();
	return (node) => {
		const parts = ports.map((port) => port.on(node));
		const id = parts.map((part) => part.id).join();
		let rules = known.get(id);
		if (!rules) known.set(id, (rules = assemble(parts)));
		return rules;
	};
}
