/** No packet exists, or none may be walked, because … */
import type { End, Nowhere } from '../endpoints/index.ts';
import { refusals } from '../load/offered.ts';
import type { Network } from '../network.ts';
import type { Question } from '../question.ts';
import type { Because, Connection, FiveTuple, Reason, Step, Trace } from '../types.ts';
import type { Problem } from '../world.ts';
import { finish } from './finish.ts';
import { silence, type Told } from './told.ts';

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

/** One step that says why, after whatever was said before it. */
export function nothingWalked(
	network: Network,
	question: Question,
	from: End,
	because: Because,
	disposition: 'undetermined' | 'unresolved',
	before: Told = silence,
	problems: readonly Problem[] = []
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
		because,
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
	const told = {
		connections: [...before.connections, connection],
		order: [...before.order, { connection: 'c1', leg: 'request' as const }],
		choices: before.choices
	};
	return finish(network, question, told, { disposition, request: null, problems });
}
