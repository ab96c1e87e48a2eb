/** `spec.ports` of a Service. */
import type { ServiceObject, ServicePort } from '../../world.ts';
import type { Fields } from '../field/fields.ts';
import { dnsLabel, readName } from '../field/name.ts';
import { Once } from '../field/once.ts';
import { portRange, readNodePort, readPortOrName, readProtocol } from '../field/port.ts';
import { isOnNodes } from '../service-type.ts';
import { tables } from '../tables.ts';

type Type = ServiceObject['type'];

export function readServicePorts(
	spec: Fields,
	type: Type,
	isHeadless: boolean
): readonly ServicePort[] {
	const areRequired = type !== 'ExternalName' && !isHeadless;
	const list = areRequired ? spec.required('ports') : spec.field('ports');
	const maps = spec.maps('ports', tables.servicePort);
	if (areRequired && list.isGiven && list.tree?.kind === 'list' && !maps.length)
		list.problem('missing-field', 'is empty', { try: 'add a port' });
	const names = new Once('port');
	const numbers = new Once('port');
	const nodePorts = new Once('port');
	return maps.flatMap((fields): readonly ServicePort[] => {
		const nameField = fields.field('name');
		const name = readName(nameField, dnsLabel);
		if (name === null && maps.length > 1 && !nameField.isGiven)
			fields.self.problem('port-unnamed', 'has no name, and there are several ports', {
				try: 'add name:'
			});
		names.claim(nameField, name);
		const protocol = readProtocol(fields.field('protocol'));
		const portField = fields.required('port');
		const port = portField.integer(portRange);
		const targetPort = readPortOrName(fields.field('targetPort'));
		const nodePortField = fields.field('nodePort');
		const nodePort = readNodePort(nodePortField);
		if (nodePort !== null && !isOnNodes(type))
			nodePortField.misplaced(
				'field-not-for-type',
				`is given, but a Service of type ${type} has no node port`
			);
		if (nodePort !== null) nodePorts.claim(nodePortField, `${protocol} ${nodePort}`);
		if (port === null) return [];
		numbers.claim(portField, `${protocol} ${port}`);
		return [
			{
				name,
				protocol,
				port,
				targetPort: targetPort ?? port,
				nodePort,
				appProtocol: fields.field('appProtocol').text(),
				source: fields.self.source
			}
		];
	});
}
