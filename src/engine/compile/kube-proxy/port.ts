/** All the rules of one Service port; what two nodes have in common is one object. */
import { contains } from '../../ip.ts';
import type { Chain } from '../../network.ts';
import type { Endpoint, Node } from '../../world.ts';
import { balanceChain } from './balance.ts';
import { capture, clusterIP, type Captured } from './capture.ts';
import { endpointRules } from './endpoint.ts';
import { externalChain, firewallChain } from './external.ts';
import { socketOf, type ProxiedPort } from './proxied.ts';
import { refuse, type Refused } from './refuse.ts';
import type { ProxySettings } from './settings.ts';

export interface PortRules {
	/** The port's own nat chains that stand on every node. */
	readonly everywhere: readonly Chain[];
	on(node: Node): NodeRules;
}

export interface NodeRules {
	/** Differs where the rules differ: nodes with equal ids have the same object. */
	readonly id: string;
	readonly nat: Captured;
	readonly filter: Refused;
	/** The port's own nat chains that depend on the node. */
	readonly chains: readonly Chain[];
}

export function portRules(p: ProxiedPort, settings: ProxySettings): PortRules {
	const { chains: names, hasEndpoints, hasFirewall } = p;
	const once = remembered();
	const cluster = hasEndpoints && (!p.internalLocal || p.external) ? p.cluster : [];
	const captured = capture(p);

	const seps = (endpoints: readonly Endpoint[]): readonly Chain[] =>
		endpoints.map((endpoint) =>
			once(socketOf(endpoint), () => endpointRules(p, endpoint, settings))
		);

	function rulesFor(id: string, local: readonly Endpoint[], fromNode: boolean): NodeRules {
		const hasLocal = local.length > 0;
		const inside = hasEndpoints && (!p.internalLocal || hasLocal);
		const outside = hasEndpoints && (!p.externalLocal || hasLocal);
		const external = () => externalChain(p, hasLocal, settings);
		const firewall = () => firewallChain(p, fromNode);
		return {
			id,
			nat: {
				...captured,
				services: [...(inside ? [clusterIP(p)] : []), ...captured.services]
			},
			filter: refuse(p, { inside, outside }),
			chains: [
				...(hasEndpoints && p.external ? [once(`${names.external} ${hasLocal}`, external)] : []),
				...(hasFirewall ? [once(`${names.firewall} ${fromNode}`, firewall)] : []),
				...(hasLocal ? [balanceChain(p, 'local', local, settings)] : []),
				...seps(local.filter((endpoint) => !cluster.includes(endpoint)))
			]
		};
	}

	const known = new Map<string, NodeRules>();
	return {
		everywhere:
			cluster.length > 0 ? [balanceChain(p, 'cluster', cluster, settings), ...seps(cluster)] : [],
		on(node) {
			const local = p.localOn.get(node.name) ?? [];
			const fromNode = hasFirewall && p.sourceRanges.some((range) => contains(range, node.address));
			const id = `${local.length > 0 ? node.name : ''}|${fromNode}`;
			let rules = known.get(id);
			if (!rules) known.set(id, (rules = rulesFor(id, local, fromNode)));
			return rules;
		}
	};
}

/** Makes a chain when its key is first asked for, and hands out the same one after that. */
function remembered(): (key: string, make: () => Chain) => Chain {
	const made = new Map<string, Chain>();
	return (key, make) => {
		let one = made.get(key);
		if (!one) made.set(key, (one = make()));
		return one;
	};
}
