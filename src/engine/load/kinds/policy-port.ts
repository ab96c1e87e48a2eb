/** One element of `ports` in a policy's rule. */
import type { PolicyPort } from '../../world.ts';
import type { Field } from '../field/field.ts';
import { Fields } from '../field/fields.ts';
import { portRange, readPortOrName, readProtocol } from '../field/port.ts';
import { tables } from '../tables.ts';

export function readPolicyPort(item: Field): PolicyPort {
	const fields = new Fields(item, tables.policyPort);
	const port = readPortOrName(fields.field('port'));
	const end = fields.field('endPort');
	const endPort = end.integer(portRange);
	if (endPort !== null && fields.field('port').isGiven) {
		if (typeof port === 'string')
			end.problem('end-port', `stands beside the named port ${port}`, {
				try: 'write the number of the port'
			});
		else if (port !== null && endPort < port)
			end.problem('end-port', `is ${endPort}, below port ${port}`);
	} else if (endPort !== null) end.problem('end-port', 'has no port to begin at');
	return { port, endPort, protocol: readProtocol(fields.field('protocol')), source: item.source };
}
