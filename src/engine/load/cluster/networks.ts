/** `virtualNetworks`, as they are given. */
import { covers, overlaps } from '../../ip.ts';
import type { Subnet, VirtualNetwork } from '../../world.ts';
import { readCidr } from '../field/address.ts';
import type { Fields } from '../field/fields.ts';
import { Once } from '../field/once.ts';
import { azure } from './tables.ts';
import { readReference, singleAndPlural } from './word.ts';

export function readNetworks(cluster: Fields): readonly VirtualNetwork[] {
	const networkNames = new Once('virtual network');
	const subnetNames = new Once('subnet');
	return cluster.maps('virtualNetworks', azure.network).map((network) => {
		const nameField = network.required('name');
		networkNames.claim(nameField, nameField.text());
		const space = network.map('addressSpace', azure.addressSpace);
		const prefixes = space
			.field('addressPrefixes')
			.items()
			.flatMap((item) => readCidr(item) ?? []);
		const peerings = network.field('virtualNetworkPeerings');
		if (peerings.items().length)
			network.notes.ignore('virtualNetworkPeerings', 'peerings are not walked yet', peerings.keyAt);
		const subnets: Subnet[] = [];
		for (const fields of network.maps('subnets', azure.subnet)) {
			const subnet = readSubnet(fields, subnetNames);
			if (!subnet) continue;
			checkPlace(fields, subnet, prefixes, subnets);
			subnets.push(subnet);
		}
		return {
			name: nameField.text() ?? 'vnet',
			prefixes: prefixes.length ? prefixes : subnets.map(({ prefix }) => prefix),
			subnets,
			managed: false,
			source: network.self.source
		};
	});
}

function readSubnet(fields: Fields, names: Once): Subnet | null {
	const nameField = fields.required('name');
	const name = nameField.text();
	const isFirst = names.claim(nameField, name);
	const prefixFields = singleAndPlural(fields, 'addressPrefix', 'addressPrefixes');
	const prefix = prefixFields.flatMap((field) => readCidr(field) ?? [])[0] ?? null;
	if (!prefixFields.length) fields.required('addressPrefix');
	const gateway = fields.field('natGateway');
	if (gateway.isGiven)
		fields.notes.ignore(gateway.path, 'NAT gateways are not walked yet', gateway.keyAt);
	if (!isFirst || name === null || prefix === null) return null;
	return {
		name,
		prefix,
		securityGroup: readReference(fields.field('networkSecurityGroup')),
		routeTable: readReference(fields.field('routeTable')),
		source: fields.self.source
	};
}

function checkPlace(
	fields: Fields,
	{ name, prefix }: Subnet,
	prefixes: readonly string[],
	before: readonly Subnet[]
): void {
	if (prefixes.length && !prefixes.some((space) => covers(space, prefix)))
		fields.self.problem(
			'subnet-outside-network',
			`${name} has ${prefix}, which is not in ${prefixes.join(', ')}`
		);
	const other = before.find((one) => overlaps(one.prefix, prefix));
	if (other)
		fields.self.problem(
			'range-overlap',
			`${name} has ${prefix}, which overlaps ${other.prefix} of ${other.name}`
		);
}
