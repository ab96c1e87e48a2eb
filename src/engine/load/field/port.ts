/** Ports and protocols as manifests write them. */
import type { Protocol } from '../../types.ts';
import type { Field, Range } from './field.ts';
import { portName, readName } from './name.ts';

export const portRange: Range = { from: 1, to: 65535, what: 'a port' };
/** Fact 3.1. */
const nodePortRange: Range = { from: 30000, to: 32767, what: 'a node port' };

/** 0 asks for one to be allocated, as leaving the field out does. */
export const readNodePort = (field: Field): number | null =>
	field.tree?.kind === 'scalar' && field.tree.value === 0 ? null : field.integer(nodePortRange);

const protocols = { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' } as const;

export function readProtocol(field: Field): Protocol {
	const word = field.oneOf(['TCP', 'UDP', 'SCTP']);
	return word ? protocols[word] : 'tcp';
}

/** A number, or the name of a container port. A number in quotes is a name without a letter, so it is refused. */
export function readPortOrName(field: Field): number | string | null {
	if (field.tree?.kind !== 'scalar' || typeof field.tree.value !== 'string')
		return field.integer(portRange);
	const text = field.text();
	if (text !== null && /^\d+$/.test(text))
		return field.problem('invalid-name', `is the text "${text}", not a port name`, {
			try: `write ${text} without quotes`
		});
	return readName(field, portName);
}
