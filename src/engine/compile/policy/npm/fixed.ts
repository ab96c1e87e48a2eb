/** NPM's chains that are there whatever the policies say (A5, 9.18). */
import type { Chain, Rule } from '../../../network.ts';
import type { Direction } from '../../../policy/index.ts';
import type { World } from '../../../world.ts';
import { documented } from '../../documented.ts';
import { accept, arrivesBy, chain, drop, from, isNew, jump, markIs, setMark } from '../../rule.ts';
import {
	acceptChain,
	allowMark,
	allowMarkChain,
	directionChain,
	dropMark,
	npmChain
} from './marks.ts';

const hex = (mark: number): string => `0x${mark.toString(16)}/0x${mark.toString(16)}`;

/** New packets only: what is known stays known, also after a policy has changed (9.37). */
export const toNpm: Rule = { match: [isNew], target: jump(npmChain) };

/** Without a policy the chain is empty. */
export const npm = (hasPolicies: boolean): Chain =>
	chain(
		npmChain,
		hasPolicies
			? [
					{ match: [], target: jump(directionChain.ingress) },
					{ match: [], target: jump(directionChain.egress) },
					{
						match: [],
						target: jump(acceptChain),
						because: documented(
							'policy-not-selected',
							'9.1',
							'No NetworkPolicy selects the destination for ingress or the source for egress, so NPM accepts.'
						)
					}
				]
			: []
	);

/** The jumps to the policies, then the drop of what none of them allowed. */
export const ingress = (jumps: readonly Rule[], world: World): Chain =>
	chain(directionChain.ingress, [
		...jumps,
		{ ...dropOn('ingress'), nuances: world.nodes.map(afterMasquerade) }
	]);

export const egress = (jumps: readonly Rule[]): Chain =>
	chain(directionChain.egress, [
		...jumps,
		dropOn('egress'),
		{
			match: [markIs(allowMark)],
			target: jump(acceptChain),
			comment: `ACCEPT-ON-INGRESS-ALLOW-MARK-${hex(allowMark)}`
		}
	]);

const dropOn = (direction: Direction): Rule => ({
	match: [markIs(dropMark[direction])],
	target: drop,
	comment: `DROP-ON-${direction.toUpperCase()}-DROP-MARK-${hex(dropMark[direction])}`
});

/** The documented sentence and the order of rules disagree here (9.19, 9.35): the walk follows the rules and says both. */
const afterMasquerade = ({ name, address }: World['nodes'][number]) => ({
	match: [arrivesBy('eth0'), from(address)],
	because: {
		code: 'policy-after-masquerade' as const,
		says: `The source is the address of node ${name}, which is also what that node gives to clients that it masquerades. No mark crosses the wire, so this node's AZURE-NPM is asked. Microsoft's page says that NPM does not enforce ingress for Services under the Cluster policy (9.19); by the order of the rules that holds only on the node that received the packet.`,
		fact: '9.35',
		certainty: 'inference' as const
	}
});

/** Ingress that is allowed is asked for egress next. */
export const allowMarked: Chain = chain(allowMarkChain, [
	{
		match: [],
		target: setMark(allowMark),
		comment: `SET-INGRESS-ALLOW-MARK-${hex(allowMark)}`
	},
	{ match: [], target: jump(directionChain.egress) }
]);

export const accepted: Chain = chain(acceptChain, [{ match: [], target: accept }]);

/** kube-proxy accepts marked packets before NPM's jump (9.20). */
export const passedOver = documented(
	'policy-not-asked',
	'9.19',
	"The packet carries kube-proxy's masquerade mark, so KUBE-FORWARD accepts it. AZURE-NPM stands behind this rule, so no NetworkPolicy is asked."
);
