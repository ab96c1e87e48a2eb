/** What a policy engine puts into a node: rules in the base chains of filter, chains and sets of its own. */
import type { Chain, IpSet, Rule } from '../../network.ts';
import type { Node } from '../../world.ts';

/** What one node holds; nodes that hold the same share the object. */
export interface Programmed {
	readonly chains: readonly Chain[];
	readonly ipsets: readonly IpSet[];
}

export type Hooks = Readonly<Partial<Record<'INPUT' | 'FORWARD' | 'OUTPUT', readonly Rule[]>>>;

export interface PolicyEngineRules {
	/** Rules above everybody else's. */
	readonly first: Hooks;
	/** Rules directly behind kube-proxy's jump to KUBE-SERVICES in FORWARD. */
	readonly afterServices: readonly Rule[];
	/** Rules below everybody else's. */
	readonly last: Hooks;
	readonly on: (node: Node) => Programmed;
}

const nothing: Programmed = { chains: [], ipsets: [] };

/** Without an engine nobody reads a policy (9.9, 9.13). */
export const noEngine: PolicyEngineRules = {
	first: {},
	afterServices: [],
	last: {},
	on: () => nothing
};
