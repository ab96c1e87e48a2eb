/** No packet exists, or none may be walked, because … */
import type { End, Nowhere } from '../endpoints/index.ts';
import { refusals } from '../load/offered.ts';
import type { Network } from '../network.ts';
import type { Question } from '../question.ts';
import type { Connection, FiveTuple, Reason, Step, Trace } from '../types.ts';
import { heading } from './finish.ts';

/** What AKS does not offer, or the engine does not compile yet, is not walked past: no packet goes unjudged. */
export function notJudged({ world: { cluster } }: Network): Reason | null {
	const [refused] = refusals(cluster);
	if (refused)
		return {
			code: 'combination-refused',
			says: `AKS does not offer this: ${refused.says}. No packet walks in a cluster that cannot exist.`,
			fact: refused.fact,
			certainty: 'documented'
		};
	if (cluster.dataplane !== 'iptables')
		return {
			code: 'dataplane-not-modelled',
			says: `Nodes with ${cluster.dataplane} are not compiled yet, so this walk cannot be judged.`,
			fact: '1.56',
			certainty: 'documented'
		};
	if (cluster.policyEngine === 'cilium')
		return {
			code: 'policy-engine-not-modelled',
			says: `The rules of policy engine ${cluster.policyEngine} are not compiled yet, so this walk cannot be judged.`,
			fact: '9.12',
			certainty: 'documented'
		};
	return null;
}

export const nowhereReason = ({ nowhere, says }: Nowhere): Reason => ({
	code: nowhere,
	says,
	fact: '3.3',
	certainty: 'documented'
});

/** One step that says why. */
export function nothingWalked(
	network: Network,
	question: Question,
	from: End,
	reason: Reason,
	disposition: 'undetermined' | 'unresolved'
): Trace {
	const tuple: FiveTuple = {
		protocol: question.protocol ?? 'tcp',
		src: from.address ?? '0.0.0.0',
		srcPort: 0,
		dst: '0.0.0.0',
		dstPort: 0
	};
	const step: Step = {
		at: from.device,
		stage: 'resolve',
		depth: 'concept',
		verdict: 'undetermined',
		before: tuple,
		after: tuple,
		carries: { mark: 0, in: null, out: null, conntrack: 'none' },
		rules: [],
		tried: 0,
		because: [reason],
		remembers: []
	};
	const connection: Connection = {
		id: 'c1',
		parent: null,
		purpose: 'request',
		from: question.from,
		to: question.to,
		request: { steps: [step], wire: [] },
		reply: null,
		next: null,
		disposition,
		listens: null,
		clientSees: disposition === 'unresolved' ? 'name-error' : 'unknown'
	};
	const { problems, ignored } = network.world;
	return {
		...heading(network, question),
		disposition,
		deliveredTo: null,
		problems,
		ignored,
		choices: [],
		order: [{ connection: 'c1', leg: 'request' }],
		connections: [connection]
	};
}
