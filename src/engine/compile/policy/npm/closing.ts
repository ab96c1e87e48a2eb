/** The last rule of a policy's chain. */
import type { Rule } from '../../../network.ts';
import type { Reason } from '../../../types.ts';
import { leavesBy, setMark } from '../../rule.ts';
import { noneAllowed, onlyPorts, subjectOf, withPorts } from '../said.ts';
import { dropMark } from './marks.ts';
import { alternatives, type Part } from './peers.ts';

/** The mark that drops the packet later, unless another policy allows it first. */
export function closing(part: Part): Rule {
	const { policy, direction } = part;
	const subject = subjectOf[direction];
	const near = alternatives(part, withPorts(policy, direction)).map(({ rule, peer, list }) => ({
		match: list.map(({ match }) => match),
		because: onlyPorts(policy, direction, subject, rule, peer)
	}));
	const because = noneAllowed(policy, direction, subject);
	// Only an ingress policy speaks of a pod that may be on another node.
	const away = leavesBy('eth0');
	const atSender =
		direction === 'ingress'
			? [...near, { match: [], because }].map((one) => ({
					match: [away, ...one.match],
					because: alreadyHere(one.because)
				}))
			: [];
	return {
		match: [],
		target: setMark(dropMark[direction]),
		comment: 'DROP-ALL',
		because,
		nuances: [...atSender, ...near]
	};
}

/** Every node holds every policy and all pods' addresses (A5). */
const alreadyHere = (because: Reason): Reason => ({
	...because,
	says: `${because.says} NPM keeps every policy on every node, so this node asks it although the pod runs elsewhere.`,
	fact: 'A5',
	certainty: 'inference'
});
