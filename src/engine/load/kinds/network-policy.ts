import type { LabelSelector, NetworkPolicyObject, PolicyRule } from '../../world.ts';
import { Fields } from '../field/fields.ts';
import { readSelector } from '../field/label.ts';
import { subdomain } from '../field/name.ts';
import { tables } from '../tables.ts';
import type { Kind, Manifest } from './manifest.ts';
import { readPeer } from './policy-peer.ts';
import { readPolicyPort } from './policy-port.ts';

type Direction = 'ingress' | 'egress';
const directions = { Ingress: 'ingress', Egress: 'egress' } as const;

export const networkPolicy: Kind = {
	group: 'networking.k8s.io',
	version: 'v1',
	former: ['extensions/v1beta1'],
	isNamespaced: true,
	name: subdomain,
	read(manifest) {
		const { object, namespace, name, source, where } = manifest;
		const spec = new Fields(object.required('spec'), tables.policySpec);
		if (!spec.isGiven) return null;
		const ingress = spec
			.maps('ingress', tables.ingressRule)
			.map((rule) => readRule(rule, 'ingress'));
		const egress = spec.maps('egress', tables.egressRule).map((rule) => readRule(rule, 'egress'));
		const policyTypes = readTypes(spec, { ingress, egress });
		return {
			policies: [
				{
					namespace,
					name,
					podSelector: readPodSelector(spec, manifest),
					policyTypes,
					ingress,
					egress,
					source,
					where
				}
			]
		};
	}
};

function readPodSelector(spec: Fields, { source }: Manifest): LabelSelector {
	const field = spec.field('podSelector');
	if (!field.isGiven)
		spec.self.problem(
			'pod-selector-missing',
			'has no podSelector, so the policy selects every pod of its namespace'
		);
	return readSelector(field) ?? { matchLabels: {}, matchExpressions: [], source };
}

/** Fact 9.3: without policyTypes ingress is always meant, egress only with egress rules. */
function readTypes(
	spec: Fields,
	rules: Pick<NetworkPolicyObject, Direction>
): readonly Direction[] {
	const given = spec.field('policyTypes');
	const types = given.items().flatMap((item) => item.oneOf(['Ingress', 'Egress']) ?? []);
	if (!types.length) return rules.egress.length ? ['ingress', 'egress'] : ['ingress'];
	for (const type of ['Ingress', 'Egress'] as const)
		if (rules[directions[type]].length && !types.includes(type))
			spec
				.field(directions[type])
				.misplaced('rules-without-type', `has rules, but policyTypes does not name ${type}`);
	return [...new Set(types.map((type) => directions[type]))];
}

function readRule(rule: Fields, direction: Direction): PolicyRule {
	const [own, other] =
		direction === 'ingress' ? (['from', 'to'] as const) : (['to', 'from'] as const);
	const misplaced = rule.field(other);
	if (misplaced.isGiven)
		misplaced.misplaced('rule-direction', `is no field of an ${direction} rule`, {
			try: `write ${own}:, or move the rule to ${direction === 'ingress' ? 'egress' : 'ingress'}`,
			fact: '11.37'
		});
	const peers = rule.field(own).items().map(readPeer);
	const ports = rule.field('ports').items().map(readPolicyPort);
	// Fact 9.6: a missing list and an empty one both restrict nothing.
	return {
		peers: peers.length ? peers : null,
		ports: ports.length ? ports : null,
		source: rule.self.source
	};
}
