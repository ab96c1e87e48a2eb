/**
 * Calico's rules (A5, 9.36), for the pods that run on the node.
 *
 *   FORWARD ─▶ cali-FORWARD ─┬ from a pod ▶ cali-from-wl-dispatch ─▶ cali-fw-<link> ─▶ cali-po-<policy>
 *    first                   └ to a pod   ▶ cali-to-wl-dispatch   ─▶ cali-tw-<link> ─▶ cali-pi-<policy>
 *    last    accepted by both? ACCEPT
 */
import { calicoVeth, azureVeth, nameOf } from '../../plumb/names.ts';
import { podsWithInterface } from '../../plumb/world.ts';
import type { Chain, IpSet, Rule } from '../../../network.ts';
import { policySet, type Direction } from '../../../policy/index.ts';
import type { Policy } from '../../../policy/rules.ts';
import type { Node, World } from '../../../world.ts';
import { chain, setMark } from '../../rule.ts';
import type { PolicyEngineRules, Programmed } from '../engine.ts';
import { endpointRules, type Endpoint } from './endpoint.ts';
import { dispatchChain, first, fixedChains, last } from './fixed.ts';
import { groupChains } from './groups.ts';
import { accept } from './marks.ts';
import { policyChain, profileChain } from './names.ts';
import { compilePolicy, nearMisses, type CompiledPolicy } from './policy.ts';
import { seenSources } from './seen.ts';

const directions: readonly Direction[] = ['ingress', 'egress'];

export function calicoRules(world: World): PolicyEngineRules {
	// On kubenet Calico is the CNI as well, with its own names (1.23, 9.40).
	const isCni = world.cluster.model === 'kubenet';
	const linkOf = isCni ? calicoVeth : azureVeth;
	const set = policySet(world);
	const fixed = fixedChains(isCni ? 'cali+' : 'azv+');
	const seen = seenSources(world);

	const known = new Map<string, CompiledPolicy>();
	const compiled = (policy: Policy, direction: Direction): CompiledPolicy => {
		const key = policyChain(direction, policy.name);
		const found = known.get(key) ?? compilePolicy(world, set, policy, direction);
		known.set(key, found);
		return found;
	};

	return {
		first,
		afterServices: [],
		last,
		on(node: Node): Programmed {
			const endpoints = podsWithInterface(node, world).flatMap((pod) =>
				directions.map((direction): Endpoint => {
					const policies = set.selecting(direction, pod);
					const name = nameOf(pod);
					return {
						pod: name,
						namespace: pod.namespace,
						link: linkOf(pod),
						direction,
						policies,
						nearMisses: policies.flatMap((policy) =>
							nearMisses(world, set, policy, direction, name)
						),
						seen: direction === 'ingress' ? seen : []
					};
				})
			);
			const used = unique(
				endpoints.flatMap(({ policies, direction }) =>
					policies.map((policy) => compiled(policy, direction))
				)
			);
			return {
				chains: byChainName([
					...fixed,
					...directions.map((direction) => dispatchChain(direction, linksOf(endpoints, direction))),
					...endpoints.map(endpointRules),
					...endpoints.flatMap(({ direction, policies }) => groupChains(direction, policies)),
					...endpoints.map(({ namespace, direction }) => profile(namespace, direction)),
					...used.map((policy) => policy.chain)
				]),
				ipsets: bySetName(used.flatMap(({ sets }) => sets))
			};
		}
	};
}

const linksOf = (endpoints: readonly Endpoint[], direction: Direction): readonly string[] =>
	endpoints.filter((one) => one.direction === direction).map(({ link }) => link);

/** A namespace's profile allows everything; it is asked where no policy selects the pod. */
const profile = (namespace: string, direction: Direction): Chain => {
	const open: Rule = {
		match: [],
		target: setMark(accept),
		comment: `Profile kns.${namespace} ${direction}`
	};
	return chain(profileChain(direction, namespace), [open]);
};

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];
const byChainName = (chains: readonly Chain[]): readonly Chain[] => [
	...new Map(chains.map((one) => [one.name, one])).values()
];
const bySetName = (sets: readonly IpSet[]): readonly IpSet[] => [
	...new Map(sets.map((one) => [one.name, one])).values()
];
