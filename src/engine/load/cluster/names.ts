/** `packetwalk.dns`: names outside of the cluster, each with an address or an alias; with neither it does not exist. */
import type { KnownName } from '../../world.ts';
import { readAddress } from '../field/address.ts';
import type { Fields } from '../field/fields.ts';
import { readName, subdomain } from '../field/name.ts';
import { Once } from '../field/once.ts';
import { azure } from './tables.ts';

export function readNames(block: Fields): readonly KnownName[] {
	const names = new Once('name');
	return block.maps('dns', azure.record).flatMap((fields): readonly KnownName[] => {
		const field = fields.required('name');
		const name = readName(field, subdomain);
		const address = readAddress(fields.field('address'));
		const alias = readName(fields.field('alias'), subdomain);
		if (!names.claim(field, name) || name === null) return [];
		return [{ name, address, alias, source: fields.self.source }];
	});
}
