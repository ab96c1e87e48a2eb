/** `routeTables`. */
import { parsePrefix } from '../../ip.ts';
import type { NextHopType, RouteTable, UserRoute } from '../../world.ts';
import { isIPv6, readAddress, whyNoIPv6 } from '../field/address.ts';
import type { Field } from '../field/field.ts';
import type { Fields } from '../field/fields.ts';
import { Once } from '../field/once.ts';
import { azure } from './tables.ts';
import { readWord } from './word.ts';

/** ARM and the command line say `VnetLocal` for what effective routes show as `VirtualNetwork`. */
const hops: Readonly<Record<string, NextHopType>> = {
	VnetLocal: 'VirtualNetwork',
	VirtualNetwork: 'VirtualNetwork',
	Internet: 'Internet',
	None: 'None',
	VirtualAppliance: 'VirtualAppliance',
	VirtualNetworkGateway: 'VirtualNetworkGateway',
	VNetPeering: 'VNetPeering'
};

export function readRouteTables(cluster: Fields): readonly RouteTable[] {
	const names = new Once('route table');
	return cluster.maps('routeTables', azure.routeTable).flatMap((table) => {
		const nameField = table.required('name');
		const name = nameField.text();
		const routes = table.maps('routes', azure.route).flatMap((route) => readRoute(route) ?? []);
		return names.claim(nameField, name) && name !== null
			? [{ name, routes, source: table.self.source }]
			: [];
	});
}

function readRoute(route: Fields): UserRoute | null {
	const name = route.required('name').text();
	const prefix = readPrefix(route.required('addressPrefix'));
	const hopField = route.required('nextHopType');
	const nextHopType = readWord(hopField, hops);
	const ipField = route.field('nextHopIpAddress');
	const nextHopIP = readAddress(ipField);
	if (nextHopType === 'VirtualAppliance' && !ipField.isGiven)
		hopField.problem('next-hop', 'is VirtualAppliance, without nextHopIpAddress', {
			try: 'add nextHopIpAddress:'
		});
	if (nextHopType !== null && nextHopType !== 'VirtualAppliance' && nextHopIP !== null)
		ipField.misplaced('next-hop', `is given, but nextHopType is ${nextHopType}`);
	if (name === null || prefix === null || nextHopType === null) return null;
	return { name, prefix, nextHopType, nextHopIP, source: route.self.source };
}

function readPrefix(field: Field): string | null {
	const text = field.text();
	if (text === null) return null;
	if (isIPv6(text)) field.notes.ignore(`${field.path} ${text}`, whyNoIPv6, field.at);
	else if (/^[a-z]/i.test(text))
		field.problem(
			'rule-not-modelled',
			`is the service tag ${text}; routes by tag are not read yet`
		);
	else if (parsePrefix(text)) return text;
	else field.problem('invalid-cidr', `is "${text}", which is no range of IPv4 addresses`);
	return null;
}
