/** Which fields the API server takes for which type of Service. */
import type { ServiceObject } from '../../world.ts';
import type { Fields } from '../field/fields.ts';
import { isOnNodes } from '../service-type.ts';

export function checkType(spec: Fields, service: ServiceObject): void {
	const { type, clusterIP, externalTrafficPolicy, externalIPs, healthCheckNodePort } = service;
	const refuse = (name: string, why: string) => {
		const field = spec.field(name);
		if (field.isGiven) field.misplaced('field-not-for-type', `is given, but ${why}`);
	};

	if (clusterIP !== null && type === 'ExternalName')
		refuse('clusterIP', 'a Service of type ExternalName has no address');
	if (clusterIP === 'None' && isOnNodes(type))
		refuse('clusterIP', `a Service of type ${type} cannot be headless`);
	if (!isOnNodes(type) && !externalIPs.length)
		refuse('externalTrafficPolicy', `nobody outside reaches a Service of type ${type}`);
	if (type !== 'LoadBalancer')
		for (const name of [
			'loadBalancerSourceRanges',
			'loadBalancerClass',
			'allocateLoadBalancerNodePorts'
		])
			refuse(name, `the type is ${type}, not LoadBalancer`);
	if (
		healthCheckNodePort !== null &&
		(type !== 'LoadBalancer' || externalTrafficPolicy !== 'Local')
	)
		refuse('healthCheckNodePort', 'only a LoadBalancer with externalTrafficPolicy: Local has one');
}
