/** Node ports: given ones are kept, the others are counted up from 30086. */
import { isOnNodes } from '../service-type.ts';
import type { ServiceObject } from '../../world.ts';
import { nameOf, type Findings } from './findings.ts';

const firstAutomatic = 30086;

export class NodePorts {
	/** `tcp 30080` → the Service that has it. */
	readonly #owners = new Map<string, string>();
	readonly #numbers = new Set<number>();
	#next = firstAutomatic;

	/** Takes the ports that a Service gives itself; false where another has one. */
	claim(service: ServiceObject, findings: Findings): boolean {
		const name = nameOf(service);
		const wanted = service.ports.flatMap(({ nodePort, protocol, source }) =>
			nodePort === null ? [] : [{ key: `${protocol} ${nodePort}`, nodePort, source }]
		);
		if (service.healthCheckNodePort !== null) {
			const source = service.where['spec.healthCheckNodePort'] ?? service.source;
			wanted.push({
				key: `tcp ${service.healthCheckNodePort}`,
				nodePort: service.healthCheckNodePort,
				source
			});
		}
		for (const { key, nodePort, source } of wanted) {
			const owner = this.#owners.get(key);
			if (owner === undefined) continue;
			findings.problem(
				'node-port-taken',
				`Service ${name} asks for node port ${nodePort}, which ${owner} has; it is left out`,
				source
			);
			return false;
		}
		for (const { key, nodePort } of wanted) {
			this.#owners.set(key, `Service ${name}`);
			this.#numbers.add(nodePort);
		}
		return true;
	}

	/** The ports and the health check port of a Service, with those that were missing. */
	give(service: ServiceObject): Pick<ServiceObject, 'ports' | 'healthCheckNodePort'> {
		const { type, allocateNodePorts, externalTrafficPolicy, healthCheckNodePort } = service;
		const wants = isOnNodes(type) && (type === 'NodePort' || allocateNodePorts);
		const ports = service.ports.map((port) =>
			wants && port.nodePort === null ? { ...port, nodePort: this.#free() } : port
		);
		const isProbed = type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
		return { ports, healthCheckNodePort: isProbed ? (healthCheckNodePort ?? this.#free()) : null };
	}

	#free(): number {
		while (this.#numbers.has(this.#next)) this.#next++;
		this.#numbers.add(this.#next);
		return this.#next++;
	}
}
