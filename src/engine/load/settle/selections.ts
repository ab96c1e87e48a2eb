/** Policies whose selectors choose nothing: lawful, and mostly a slip. */
import { matches } from '../../policy/selector.ts';
import type { Namespace, NetworkPolicyObject, PolicyPeer } from '../../world.ts';
import { nameOf, type Findings } from './findings.ts';
import type { PodIndex } from './pod-index.ts';

interface Known {
	readonly pods: PodIndex;
	readonly namespaces: ReadonlyMap<string, Namespace>;
}

export function checkSelections(
	policies: readonly NetworkPolicyObject[],
	known: Known,
	findings: Findings
): void {
	for (const policy of policies) {
		const { namespace, podSelector, ingress, egress } = policy;
		if (!known.pods.hasAny(namespace, podSelector))
			findings.problem(
				'policy-selects-nothing',
				`NetworkPolicy ${nameOf(policy)} selects no pod`,
				podSelector.source
			);
		for (const { peers } of [...ingress, ...egress])
			for (const peer of peers ?? []) checkPeer(policy, peer, known, findings);
	}
}

function checkPeer(
	policy: NetworkPolicyObject,
	peer: PolicyPeer,
	{ pods, namespaces }: Known,
	findings: Findings
): void {
	const { podSelector, namespaceSelector, source } = peer;
	if (!podSelector && !namespaceSelector) return;
	const chosen = namespaceSelector
		? [...namespaces.values()]
				.filter(({ labels }) => matches(namespaceSelector, labels))
				.map(({ name }) => name)
		: [policy.namespace];
	const empty =
		namespaceSelector &&
		Object.entries(namespaceSelector.matchLabels).find(([, value]) => value === '');
	if (!chosen.length && empty)
		findings.problem(
			'namespace-label-empty',
			`NetworkPolicy ${nameOf(policy)} wants namespaces with the label ${empty[0]}: "", and there is none`,
			namespaceSelector.source,
			{
				try: `write kubernetes.io/metadata.name: ${empty[0]}`,
				fact: '11.38'
			}
		);
	else if (!chosen.length)
		findings.problem(
			'peer-selects-nothing',
			`NetworkPolicy ${nameOf(policy)} has a namespaceSelector that no namespace fits`,
			source
		);
	else if (podSelector && !chosen.some((namespace) => pods.hasAny(namespace, podSelector)))
		findings.problem(
			'peer-selects-nothing',
			`NetworkPolicy ${nameOf(policy)} has a peer that selects no pod`,
			source
		);
}
