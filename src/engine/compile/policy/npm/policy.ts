/** The chain of one policy and direction: what it allows, and at its foot a mark, since another policy may still allow it. */
import type { Chain, Rule } from '../../../network.ts';
import { chain, jump } from '../../rule.ts';
import { endOf } from '../said.ts';
import { admitRule } from './admit.ts';
import { closing } from './closing.ts';
import { policyChain } from './names.ts';
import { alternatives, type Part } from './peers.ts';
import { podsIn } from './selector.ts';

/** The jump to a policy's chain stands for the pods that the policy selects. */
export function toPolicy({ book, policy, direction }: Part): Rule {
	const selected = podsIn(book, policy.namespace, policy.selector, endOf[direction]);
	const words = selected.slice(0, -1).map((one) => one.words);
	return {
		match: selected.map(({ match }) => match),
		target: jump(policyChain(direction, policy.name)),
		comment: `${direction.toUpperCase()}-POLICY-${policy.name}-${direction === 'ingress' ? 'TO' : 'FROM'}-${words.join('-AND-') || 'all'}-IN-ns-${policy.namespace}`
	};
}

export function policyRules(part: Part): Chain {
	const { policy, direction } = part;
	const rules = alternatives(part, policy.rules[direction]).flatMap((one) =>
		one.rule.ports.map((port) => admitRule(part, one, port))
	);
	return chain(
		policyChain(direction, policy.name),
		isOpen(part) ? rules : [...rules, closing(part)]
	);
}

/** One rule for everybody and everything: NPM leaves the mark at the foot away. */
const isOpen = ({ policy, direction }: Part): boolean => {
	const [only, ...more] = policy.rules[direction];
	return (
		!more.length &&
		only?.peers[0]?.kind === 'everyone' &&
		only.ports.some(({ kind }) => kind === 'any')
	);
};
