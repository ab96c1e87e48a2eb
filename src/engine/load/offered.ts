/** Combinations of model, dataplane and policy engine that AKS does not offer: no cluster like that exists. */
import type { Cluster } from '../world.ts';

export interface Refusal {
	readonly says: string;
	/** The field of `networkProfile` that would have to be another. */
	readonly field: 'networkDataplane' | 'networkPolicy';
	readonly fact: string;
	readonly try?: string;
}

export function refusals({
	model,
	dataplane,
	policyEngine
}: Pick<Cluster, 'model' | 'dataplane' | 'policyEngine'>): readonly Refusal[] {
	const refused: Refusal[] = [];
	if (model === 'kubenet' && dataplane === 'cilium')
		refused.push({
			says: 'kubenet is not offered with the Cilium dataplane',
			field: 'networkDataplane',
			fact: '1.22'
		});
	if (model === 'kubenet' && policyEngine === 'azure')
		refused.push({
			says: 'kubenet is not offered with Azure NPM',
			field: 'networkPolicy',
			fact: '1.22',
			try: 'set networkPolicy: calico, or another network model'
		});
	if (dataplane === 'iptables' && policyEngine === 'cilium')
		refused.push({
			says: 'the policy engine cilium comes with the Cilium dataplane only',
			field: 'networkPolicy',
			fact: '9.12',
			try: 'set networkDataplane: cilium'
		});
	if (dataplane === 'cilium' && (policyEngine === 'azure' || policyEngine === 'calico'))
		refused.push({
			says: `enabling the Cilium dataplane removes the policy engine ${policyEngine}`,
			field: 'networkPolicy',
			fact: '1.59',
			try: 'set networkPolicy: cilium'
		});
	return refused;
}
