/**
 * The rules of one node: base chains with the jumps of everyone who writes into them, and the chains they lead to.
 *
 *   node script ─▶ FORWARD        kubelet, kube-proxy ─▶ all        ip-masq-agent ─▶ POSTROUTING
 *
 * kube-proxy inserts each jump at position 1, so they stand in the reverse of its own list (A1). Who starts later
 * stands higher, so on a live node the place of the wire server rules depends on the order of starts: each start
 * of kubelet may put them on top, and a fresh kube-proxy goes above them. No packet is decided by both, so it is the same.
 */
import type { Chain, IpSet, Match, Rule, Ruleset, Table, TableName } from '../network.ts';
import type { Node, World } from '../world.ts';
import { kubeProxy, type KubeProxy } from './kube-proxy/index.ts';
import { masqueradeAgent, toMasqueradeAgent } from './masquerade-agent.ts';
import { policyEngineRules, type PolicyEngineRules, type Programmed } from './policy/index.ts';
import { byName, isNew, jump } from './rule.ts';
import { wireServerRules } from './wireserver.ts';

/** The hooks of each table, in the order in which `iptables-save` prints them. */
const hooks: Readonly<Record<TableName, readonly string[]>> = {
	raw: ['PREROUTING', 'OUTPUT'],
	mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
	nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
	filter: ['INPUT', 'FORWARD', 'OUTPUT']
};

const go = (name: string, comment: string | null, ...match: readonly Match[]): Rule => ({
	match,
	target: jump(name),
	...(comment !== null && { comment })
});

const firewall = go('KUBE-FIREWALL', null); // kubelet's own; it has no comment
const proxyFirewall = go('KUBE-PROXY-FIREWALL', 'kubernetes load balancer firewall', isNew);
const healthChecks = go('KUBE-NODEPORTS', 'kubernetes health check service ports');
const portals = go(
	'KUBE-EXTERNAL-SERVICES',
	'kubernetes externally-visible service portals',
	isNew
);
const refusals = go('KUBE-SERVICES', 'kubernetes service portals', isNew);
const forwarding = go('KUBE-FORWARD', 'kubernetes forwarding rules');
const services = go('KUBE-SERVICES', 'kubernetes service portals');
const postrouting = go('KUBE-POSTROUTING', 'kubernetes postrouting rules');

/** kube-proxy's jumps, in the order of the kernel (A1, table "Jumps from the built-in chains"). NPM's follows KUBE-SERVICES (9.18). */
const jumps = (engine: PolicyEngineRules): Readonly<Record<string, readonly Rule[]>> => ({
	'nat PREROUTING': [services],
	'nat OUTPUT': [services],
	'nat POSTROUTING': [postrouting],
	'filter INPUT': [firewall, proxyFirewall, healthChecks, portals],
	'filter FORWARD': [proxyFirewall, forwarding, refusals, ...engine.afterServices, portals],
	'filter OUTPUT': [firewall, proxyFirewall, refusals]
});

/** Everybody else's: Calico and the node script at the head, the masquerade agent (5.2) and Calico at the foot. */
const before: Readonly<Record<string, readonly Rule[]>> = { 'filter FORWARD': wireServerRules };
const after: Readonly<Record<string, readonly Rule[]>> = { 'nat POSTROUTING': [toMasqueradeAgent] };
const inFilter = (hooks: PolicyEngineRules['first']): Readonly<Record<string, readonly Rule[]>> =>
	Object.fromEntries(Object.entries(hooks).map(([hook, rules]) => [`filter ${hook}`, rules]));

/** The rules of one node, and the sets that they name. */
export interface Programmes {
	readonly rules: Ruleset;
	readonly ipsets: readonly IpSet[];
}

export function ruleset(world: World): (node: Node) => Programmes {
	const isProxied = world.cluster.dataplane === 'iptables'; // Cilium has no kube-proxy (1.56), but the agent (5.11)
	const chainsOn = isProxied ? kubeProxy(world) : () => none;
	const agent = masqueradeAgent(world);
	const engine = policyEngineRules(world);
	const writers = [
		inFilter(engine.first),
		before,
		isProxied ? jumps(engine) : {},
		after,
		inFilter(engine.last)
	];

	/** AKS forces the policy of FORWARD to ACCEPT (A1). */
	const base = (table: TableName): readonly Chain[] =>
		hooks[table].map((hook) => ({
			name: hook,
			policy: 'ACCEPT',
			rules: writers.flatMap((who) => who[`${table} ${hook}`] ?? [])
		}));
	const bases = {
		raw: base('raw'),
		mangle: base('mangle'),
		nat: base('nat'),
		filter: base('filter')
	};

	const known = new Map<KubeProxy, Map<Programmed, Programmes>>();
	return (node) => {
		const own = chainsOn(node);
		const policies = engine.on(node);
		const shared = known.get(own) ?? new Map<Programmed, Programmes>();
		known.set(own, shared);
		let programmes = shared.get(policies);
		if (!programmes) {
			const rules = {
				raw: tableOf(bases.raw, []),
				mangle: tableOf(bases.mangle, own.mangle),
				nat: tableOf(bases.nat, [...own.nat, agent]),
				filter: tableOf(bases.filter, [...own.filter, ...policies.chains])
			};
			programmes = { rules, ipsets: policies.ipsets };
			shared.set(policies, programmes);
		}
		return programmes;
	};
}

const none: KubeProxy = { mangle: [], nat: [], filter: [] };

/** Base chains first, then the others by name. */
function tableOf(base: readonly Chain[], others: readonly Chain[]): Table {
	const table = new Map<string, Chain>();
	for (const chain of base) table.set(chain.name, chain);
	for (const chain of others.toSorted(byName)) table.set(chain.name, chain);
	return table;
}
