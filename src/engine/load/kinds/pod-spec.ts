/** `spec` of a pod, or of the template that a workload makes pods from. */
import type { ContainerPort, PodObject } from '../../world.ts';
import type { Field } from '../field/field.ts';
import { Fields } from '../field/fields.ts';
import { readPlainSelector } from '../field/label.ts';
import { dnsLabel, portName, readName } from '../field/name.ts';
import { Once } from '../field/once.ts';
import { portRange, readProtocol } from '../field/port.ts';
import { tables } from '../tables.ts';

type PodSpec = Pick<PodObject, 'nodeName' | 'nodeSelector' | 'hostNetwork' | 'ports'>;

export function readPodSpec(self: Field): PodSpec {
	const spec = new Fields(self, tables.podSpec);
	const hostNetwork = spec.field('hostNetwork').flag(false);
	const containers = new Once('container');
	const init = spec.maps('initContainers', tables.container);
	const main = spec
		.required('containers')
		.items()
		.map((item) => new Fields(item, tables.container));
	const ports = [
		...main.flatMap((container) => readContainer(container, containers, hostNetwork)),
		// An init container that restarts always is a sidecar: it runs as long as the pod.
		...init.flatMap((container) => {
			const all = readContainer(container, containers, hostNetwork);
			return container.field('restartPolicy').text() === 'Always' ? all : [];
		})
	];
	return {
		nodeName: spec.field('nodeName').text(),
		nodeSelector: readPlainSelector(spec.field('nodeSelector')) ?? {},
		hostNetwork,
		ports
	};
}

function readContainer(
	container: Fields,
	containers: Once,
	hostNetwork: boolean
): readonly ContainerPort[] {
	const name = container.required('name');
	containers.claim(name, readName(name, dnsLabel));
	const names = new Once('port');
	return container.maps('ports', tables.containerPort).flatMap((port) => {
		const number = port.required('containerPort').integer(portRange);
		const portField = port.field('name');
		const called = readName(portField, portName);
		names.claim(portField, called);
		const hostPort = port.field('hostPort');
		const host = hostPort.integer(portRange);
		if (number === null) return [];
		if (hostNetwork && host !== null && host !== number)
			hostPort.problem(
				'out-of-range',
				`is ${host}, but with hostNetwork it is the containerPort ${number}`,
				{ try: `write ${number}, or leave it out` }
			);
		return [
			{
				name: called,
				port: number,
				protocol: readProtocol(port.field('protocol')),
				hostPort: host,
				source: port.self.source
			}
		];
	});
}
