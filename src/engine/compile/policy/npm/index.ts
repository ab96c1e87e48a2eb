/**
 * Azure NPM (A5, 9.18): ipsets, and chains that only FORWARD leads to.
 *
 *   FORWARD ─ KUBE-FORWARD ─ KUBE-SERVICES ─ NEW ▶ AZURE-NPM ─┬▶ -INGRESS ─▶ one chain a policy ─▶ -ALLOW-MARK ─▶ -EGRESS
 *             accepts marked                                  ├▶ -EGRESS  ─▶ one chain a policy
 *                                                             └▶ -ACCEPT
 *
 * Every node holds all of it, so all nodes share one object.
 */
import { build } from '../../../policy/rules.ts';
import type { Direction } from '../../../policy/index.ts';
import type { World } from '../../../world.ts';
import type { PolicyEngineRules } from '../engine.ts';
import { accepted, allowMarked, egress, ingress, npm, toNpm } from './fixed.ts';
import type { Part } from './peers.ts';
import { policyRules, toPolicy } from './policy.ts';
import { setBook } from './sets.ts';

export function npmRules(world: World): PolicyEngineRules {
	const policies = world.policies.map(build).sort((a, b) => (a.name < b.name ? -1 : 1));
	const book = setBook(world);
	const parts = (direction: Direction): readonly Part[] =>
		policies
			.filter(({ directions }) => directions.includes(direction))
			.map((policy) => ({ book, policy, direction }));
	const [inward, outward] = [parts('ingress'), parts('egress')];
	const chains = [
		npm(policies.length > 0),
		ingress(inward.map(toPolicy), world),
		egress(outward.map(toPolicy)),
		allowMarked,
		accepted,
		...[...inward, ...outward].map(policyRules)
	];
	const everywhere = { chains, ipsets: book.all() };
	return { first: {}, afterServices: [toNpm], last: {}, on: () => everywhere };
}
