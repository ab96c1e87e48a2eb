/** `networkProfile`: which model, which dataplane, which ranges. */
import { nth } from '../../ip.ts';
import type { Cluster, Dataplane, ModelId, PolicyEngine } from '../../world.ts';
import { readAddress, readCidr } from '../field/address.ts';
import type { Fields } from '../field/fields.ts';
import { defaults } from './default.ts';
import { azure } from './tables.ts';
import { readWord, singleAndPlural } from './word.ts';

type Profile = Pick<
	Cluster,
	| 'model'
	| 'dataplane'
	| 'policyEngine'
	| 'podCIDR'
	| 'serviceCIDR'
	| 'dnsServiceIP'
	| 'outboundType'
>;

export function readNetworkProfile(profile: Fields): Profile {
	const model = readModel(profile);
	const dataplane = readDataplane(profile);
	const policyEngine = readWord<PolicyEngine>(profile.field('networkPolicy'), {
		none: 'none',
		azure: 'azure',
		calico: 'calico',
		cilium: 'cilium'
	});
	if (
		readWord(profile.field('loadBalancerSku'), { standard: 'standard', basic: 'basic' }) === 'basic'
	)
		profile
			.field('loadBalancerSku')
			.problem('load-balancer-basic', 'is basic, which is retired', { fact: '1.9' });
	const serviceCIDR = readRange(profile, 'serviceCidr') ?? defaults.serviceCIDR;
	return {
		model,
		dataplane,
		// Cilium enforces policies by itself (1.59); without a word nothing else does (9.13).
		policyEngine: policyEngine ?? (dataplane === 'cilium' ? 'cilium' : 'none'),
		podCIDR: readRange(profile, 'podCidr') ?? defaults.podCIDR,
		serviceCIDR,
		dnsServiceIP: readAddress(profile.field('dnsServiceIP')) ?? nth(serviceCIDR, 10),
		outboundType: readOutboundType(profile)
	};
}

/** Facts 1.1 and 1.2: `azure` without a mode still means node subnet, nothing at all means Overlay. */
function readModel(profile: Fields): ModelId {
	const pluginField = profile.field('networkPlugin');
	const plugin = readWord(pluginField, { azure: 'azure', kubenet: 'kubenet', none: 'none' });
	const mode = readWord(profile.field('networkPluginMode'), { overlay: 'overlay' });
	if (plugin === 'kubenet') return 'kubenet';
	if (plugin === 'none')
		pluginField.problem(
			'model-not-modelled',
			'is none: another CNI decides what no manifest tells; Overlay is walked instead',
			{ fact: '1.63' }
		);
	return plugin === 'azure' && mode === null ? 'node-subnet' : 'overlay';
}

function readDataplane(profile: Fields): Dataplane {
	const proxy = profile.map('kubeProxyConfig', azure.kubeProxyConfig).field('mode');
	const mode = readWord(proxy, { IPTABLES: 'iptables', IPVS: 'ipvs', NFTABLES: 'nftables' });
	if (mode === 'ipvs' || mode === 'nftables')
		proxy.problem('dataplane-not-modelled', `is ${mode}; iptables is walked instead`, {
			fact: '3.5'
		});
	return (
		readWord<Dataplane>(profile.field('networkDataplane'), {
			azure: 'iptables',
			cilium: 'cilium'
		}) ?? 'iptables'
	);
}

const outboundTypes = [
	'loadBalancer',
	'userDefinedRouting',
	'managedNATGateway',
	'managedNATGatewayV2',
	'userAssignedNATGateway',
	'none',
	'block'
];

function readOutboundType(profile: Fields): string {
	const field = profile.field('outboundType');
	const type =
		readWord(field, Object.fromEntries(outboundTypes.map((one) => [one, one]))) ??
		defaults.outboundType;
	if (type !== 'loadBalancer' && type !== 'none')
		field.problem(
			'outbound-not-modelled',
			`is ${type}; what leaves the cluster for the internet is undetermined`,
			{ fact: '4.1' }
		);
	return type;
}

/** `podCidr`, or the IPv4 one of `podCidrs`. */
function readRange(profile: Fields, name: 'podCidr' | 'serviceCidr'): string | null {
	const fields = singleAndPlural(profile, name, `${name}s`);
	const distinct = fields.filter(
		(field, i) => fields.findIndex((other) => other.text() === field.text()) === i
	);
	return distinct.flatMap((field) => readCidr(field) ?? [])[0] ?? null;
}
