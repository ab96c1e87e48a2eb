/** What AKS does not offer, and what is not walked yet. */
import type { Source } from '../../types.ts';
import type { Cluster, NodeObject } from '../../world.ts';
import { refusals } from '../offered.ts';
import type { Findings } from './findings.ts';

export function checkLimits(
	cluster: Cluster,
	nodes: readonly NodeObject[],
	findings: Findings
): void {
	const { dataplane, policyEngine } = cluster;
	const at = (field: string): Source => cluster.where[`networkProfile.${field}`] ?? cluster.source;

	for (const { says, field, ...hints } of refusals(cluster))
		findings.problem('combination-refused', says, at(field), hints);
	if (dataplane === 'cilium')
		findings.problem(
			'dataplane-not-modelled',
			'the Cilium dataplane is not walked yet',
			at('networkDataplane'),
			{ fact: '1.56' }
		);
	else if (policyEngine === 'cilium')
		findings.problem(
			'policy-engine-not-modelled',
			`the policy engine ${policyEngine} is not walked yet`,
			at('networkPolicy'),
			{ fact: '9.12' }
		);

	const windows = nodes.find(({ labels }) => labels['kubernetes.io/os'] === 'windows');
	if (windows) {
		const source = windows.where['metadata.labels.kubernetes.io/os'] ?? windows.source;
		findings.problem(
			'dataplane-not-modelled',
			`node ${windows.name} runs Windows, which has no iptables`,
			source,
			{ fact: '5.16' }
		);
	}
}
