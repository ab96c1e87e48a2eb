import type { ServiceObject } from '../../world.ts';
import { isCidr, readAddress } from '../field/address.ts';
import { Fields } from '../field/fields.ts';
import { readPlainSelector } from '../field/label.ts';
import { readName, serviceName, subdomain } from '../field/name.ts';
import { readNodePort } from '../field/port.ts';
import { anything } from '../field/table.ts';
import { tables } from '../tables.ts';
import type { Kind } from './manifest.ts';
import { readClusterIP } from './service-address.ts';
import { checkType } from './service-rules.ts';
import { readServicePorts } from './service-port.ts';

const ipv4 = 'service.beta.kubernetes.io/azure-load-balancer-ipv4';
const policies = ['Cluster', 'Local'] as const;
const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;

export const service: Kind = {
	group: '',
	version: 'v1',
	isNamespaced: true,
	name: serviceName,
	read({ object, metadata, annotations, namespace, name, source, where }) {
		readAddress(metadata.map('annotations', anything).field(ipv4));
		const spec = new Fields(object.required('spec'), tables.serviceSpec);
		const type = spec.field('type').oneOf(types) ?? 'ClusterIP';
		const clusterIP = readClusterIP(spec);
		if (clusterIP === 'IPv6') return null;
		const ports = readServicePorts(spec, type, clusterIP === 'None');
		const externalTrafficPolicy = spec.field('externalTrafficPolicy').oneOf(policies) ?? 'Cluster';
		const sessionAffinity = spec.field('sessionAffinity').oneOf(['None', 'ClientIP']) ?? 'None';
		const one: ServiceObject = {
			namespace,
			name,
			annotations,
			type,
			clusterIP,
			ports,
			selector: type === 'ExternalName' ? null : readPlainSelector(spec.field('selector')),
			externalTrafficPolicy,
			internalTrafficPolicy: spec.field('internalTrafficPolicy').oneOf(policies) ?? 'Cluster',
			sessionAffinity,
			affinityTimeout: readTimeout(spec, sessionAffinity),
			externalIPs: spec
				.field('externalIPs')
				.items()
				.flatMap((ip) => readAddress(ip) ?? []),
			externalName:
				type === 'ExternalName' ? readName(spec.required('externalName'), subdomain) : null,
			loadBalancerIP: readLoadBalancerIP(spec),
			loadBalancerSourceRanges: readSourceRanges(spec),
			loadBalancerClass: spec.field('loadBalancerClass').text(),
			allocateNodePorts: spec.field('allocateLoadBalancerNodePorts').flag(true),
			healthCheckNodePort: readNodePort(spec.field('healthCheckNodePort')),
			publishNotReadyAddresses: spec.field('publishNotReadyAddresses').flag(false),
			ingress: readIngress(object),
			source,
			where
		};
		checkType(spec, one);
		return { services: [one] };
	}
};

/** Fact 3.9; at most a day. */
function readTimeout(spec: Fields, affinity: ServiceObject['sessionAffinity']): number {
	const config = spec.map('sessionAffinityConfig', tables.affinityConfig);
	if (config.isGiven && affinity === 'None')
		config.self.misplaced('field-not-for-type', 'is given, but sessionAffinity is None', {
			try: 'set sessionAffinity: ClientIP, or remove it'
		});
	const seconds = config.map('clientIP', tables.affinityClientIP).field('timeoutSeconds');
	return seconds.integer({ from: 1, to: 86_400, what: 'seconds' }) ?? 10_800;
}

function readLoadBalancerIP(spec: Fields): string | null {
	const field = spec.field('loadBalancerIP');
	const ip = readAddress(field);
	if (ip !== null)
		field.misplaced('deprecated-field', 'is deprecated', {
			try: `use the annotation service.beta.kubernetes.io/azure-load-balancer-ipv4: ${ip}`,
			fact: '11.20'
		});
	return ip;
}

/** IPv6 ranges stay: a list that holds only them admits no IPv4 client. */
const readSourceRanges = (spec: Fields): readonly string[] =>
	spec
		.field('loadBalancerSourceRanges')
		.items()
		.flatMap((item) => {
			const range = item.text()?.trim();
			return range && isCidr(item, range) ? [range] : [];
		});

function readIngress(object: Fields): ServiceObject['ingress'] {
	const status = object
		.map('status', tables.serviceStatus)
		.map('loadBalancer', tables.loadBalancerStatus);
	return status.maps('ingress', tables.loadBalancerIngress).flatMap((ingress) => {
		const ip = readAddress(ingress.field('ip'));
		const ipMode = ingress.field('ipMode').oneOf(['VIP', 'Proxy']) ?? 'VIP';
		return ip === null ? [] : [{ ip, ipMode }];
	});
}
