/** Azure's load balancers: one rule for each port of a LoadBalancer Service at each of its frontends (3.13 to 3.29). */
import type { LoadBalancer, LoadBalancerRule } from '../../network.ts';
import type { Service, ServicePort, World } from '../../world.ts';
import { documented } from '../documented.ts';
import { healthOf } from './health.ts';
import {
	annotationOf,
	hasFloatingIP,
	isBalanced,
	isSwitchedOn,
	loadBalancerBase
} from './names.ts';

/** Public address of the outbound rule in this simulator. */
const outboundAddress = '198.51.100.1';

/** The public one is there when a Service or the way out needs it (4.2, 4.5), the internal one when a Service does. */
export function loadBalancersOf(world: World): readonly LoadBalancer[] {
	const outboundIP = world.cluster.outboundType === 'loadBalancer' ? outboundAddress : null;
	const all = [
		{ name: 'kubernetes', internal: false, outboundIP },
		{ name: 'kubernetes-internal', internal: true, outboundIP: null }
	].map((one) => ({ ...one, rules: rulesOf(world, one.internal) }));
	return all.filter(
		({ internal, ...one }) =>
			one.outboundIP !== null ||
			world.services.some(
				(service) =>
					isBalanced(service) && service.frontends.some((front) => front.internal === internal)
			)
	);
}

function rulesOf(world: World, internal: boolean): readonly LoadBalancerRule[] {
	return world.services.filter(isBalanced).flatMap((service) =>
		service.frontends
			.filter((front) => front.internal === internal)
			.flatMap(({ ip }) =>
				service.ports
					.filter(({ protocol }) => internal || protocol !== 'sctp')
					.flatMap(
						// 3.27
						(port) => ruleOf(service, port, ip, healthOf(service, port, world.nodes)) ?? []
					)
			)
	);
}

function ruleOf(
	service: Service,
	port: ServicePort,
	frontend: string,
	health: ReturnType<typeof healthOf>
): LoadBalancerRule | null {
	const floatingIP = hasFloatingIP(service);
	const backendPort = floatingIP ? port.port : port.nodePort;
	if (backendPort === null || isSwitchedOn(service, `port_${port.port}_no_lb_rule`)) return null; // 3.28, 3.48
	const name = `${service.namespace}/${service.name}`;
	return {
		name: ruleName(service, port),
		point: `load-balancer/${name}:${port.port}`,
		frontend,
		port: port.port,
		protocol: port.protocol,
		floatingIP,
		backendPort,
		...health,
		sticky: service.sessionAffinity === 'ClientIP',
		because: documented(
			'load-balancer-rule',
			floatingIP ? '3.14' : '3.17',
			floatingIP
				? `${frontend}:${port.port} belongs to Service ${name}; floating IP leaves that address in the packet.`
				: `${frontend}:${port.port} belongs to Service ${name}; floating IP is off, so the node is addressed at port ${backendPort}.`,
			port.source
		),
		source: port.source
	};
}

/** `<base>-<PROTOCOL>-<port>`, with the subnet's name where an internal Service chooses one (3.20). */
const ruleName = (service: Service, { protocol, port }: ServicePort): string =>
	[
		loadBalancerBase(service),
		annotationOf(service, 'azure-load-balancer-internal-subnet'),
		protocol.toUpperCase(),
		port
	]
		.filter((part) => part !== null)
		.join('-');
