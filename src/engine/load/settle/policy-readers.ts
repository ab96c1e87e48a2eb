/** Policies that nobody reads: the API server takes them, and no engine enforces them (9.9, 9.13). */
import type { Cluster, NetworkPolicyObject } from '../../world.ts';
import { nameOf, type Findings } from './findings.ts';

export function checkReaders(
	policies: readonly NetworkPolicyObject[],
	{ policyEngine }: Cluster,
	findings: Findings
): void {
	const [first, ...more] = policies;
	if (policyEngine !== 'none' || !first) return;
	const others = more.length ? ` and ${more.length} more` : '';
	findings.problem(
		'policy-without-engine',
		`NetworkPolicy ${nameOf(first)}${others} is read by nobody: the cluster has no policy engine, so all traffic is allowed`,
		first.source,
		{ fact: '9.9' }
	);
}
