/** The chain of one policy and direction: a rule that fits sets the accept mark and returns; nothing is accepted here. */
import type { Chain, IpSet, Rule } from '../../../network.ts';
import type { Direction, PolicySet } from '../../../policy/index.ts';
import type { Policy } from '../../../policy/rules.ts';
import type { World } from '../../../world.ts';
import { chain, setMark } from '../../rule.ts';
import { allowed, onlyPorts, peerEnd, withPorts } from '../said.ts';
import { accept, backIfAccepted } from './marks.ts';
import { policyChain } from './names.ts';
import { peerMatch } from './peer.ts';
import { multiport, portMatches } from './ports.ts';

export interface CompiledPolicy {
	readonly chain: Chain;
	readonly sets: readonly IpSet[];
}

export function compilePolicy(
	world: World,
	policies: PolicySet,
	policy: Policy,
	direction: Direction
): CompiledPolicy {
	const sets: IpSet[] = [];
	const rules = policy.rules[direction].flatMap((rule) =>
		rule.peers.flatMap((peer): readonly Rule[] => {
			const other = peerMatch(world, policies, peer, peerEnd[direction]);
			if (!other) return [];
			sets.push(...other.sets);
			return portMatches(world, rule.ports).flatMap((group) => {
				sets.push(...group.sets);
				const [first, ...more] = group.ports.map((port) => ({
					port,
					because: allowed(policy, direction, rule, peer, port)
				}));
				const nuances = [first!, ...more].flatMap(({ port, because }) =>
					port.kind === 'range' ? [{ match: [multiport([port])], because }] : []
				);
				return [
					...other.before,
					{
						match: [...group.match, ...other.match],
						target: setMark(accept),
						because: first!.because,
						...(more.length && { nuances })
					},
					backIfAccepted()
				];
			});
		})
	);
	return { chain: named(policy, direction, rules), sets };
}

/** A return at the foot is left out, and the first rule, or an empty one, tells whose chain it is. */
function named(policy: Policy, direction: Direction, rules: readonly Rule[]): Chain {
	const [first = { match: [], target: { kind: 'none' } } satisfies Rule, ...others] = rules.slice(
		0,
		-1
	);
	const comment = `NetworkPolicy ${policy.name} ${direction}`;
	return chain(policyChain(direction, policy.name), [{ ...first, comment }, ...others]);
}

/** What is said where a rule admits the other end, and not the port. Exceptions need rules of their own, so those are passed over. */
export const nearMisses = (
	world: World,
	policies: PolicySet,
	policy: Policy,
	direction: Direction,
	subject: string
): NonNullable<Rule['nuances']> =>
	withPorts(policy, direction).flatMap((rule) =>
		rule.peers.flatMap((peer) => {
			const other = peerMatch(world, policies, peer, peerEnd[direction]);
			return other && !other.before.length
				? [{ match: other.match, because: onlyPorts(policy, direction, subject, rule, peer) }]
				: [];
		})
	);
