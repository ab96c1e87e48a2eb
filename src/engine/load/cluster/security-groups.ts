/** `networkSecurityGroups`. */
import { parsePrefix } from '../../ip.ts';
import type { SecurityGroup, SecurityRule } from '../../world.ts';
import { isIPv6, whyNoIPv6 } from '../field/address.ts';
import type { Field } from '../field/field.ts';
import type { Fields } from '../field/fields.ts';
import { Once } from '../field/once.ts';
import { azure } from './tables.ts';
import { readWord, singleAndPlural } from './word.ts';

export function readSecurityGroups(cluster: Fields): readonly SecurityGroup[] {
	const names = new Once('security group');
	return cluster.maps('networkSecurityGroups', azure.group).flatMap((group) => {
		const nameField = group.required('name');
		const name = nameField.text();
		const priorities = new Once('rule of this direction');
		const rules = group
			.maps('securityRules', azure.rule)
			.flatMap((rule) => readRule(rule, priorities) ?? []);
		return names.claim(nameField, name) && name !== null
			? [{ name, rules, source: group.self.source }]
			: [];
	});
}

const priorityRange = { from: 100, to: 4096, what: 'a priority' }; // 7.3

function readRule(rule: Fields, priorities: Once): SecurityRule | null {
	const name = rule.required('name').text();
	const priorityField = rule.required('priority');
	const priority = priorityField.integer(priorityRange);
	const direction = readWord(rule.required('direction'), {
		Inbound: 'inbound',
		Outbound: 'outbound'
	} as const);
	const access = readWord(rule.required('access'), { Allow: 'Allow', Deny: 'Deny' } as const);
	const protocol = readWord(rule.required('protocol'), {
		Tcp: 'tcp',
		Udp: 'udp',
		Icmp: 'icmp',
		'*': '*',
		Any: '*',
		Esp: null,
		Ah: null
	} as const);
	for (const end of ['source', 'destination']) {
		const groups = rule.field(`${end}ApplicationSecurityGroups`);
		if (groups.items().length)
			groups.misplaced(
				'rule-not-modelled',
				'matches by application security group, which is not read yet'
			);
	}
	const one = {
		sources: readEnds(rule, 'sourceAddressPrefix', 'sourceAddressPrefixes', readEnd),
		destinations: readEnds(rule, 'destinationAddressPrefix', 'destinationAddressPrefixes', readEnd),
		sourcePorts: readEnds(rule, 'sourcePortRange', 'sourcePortRanges', readPorts),
		destinationPorts: readEnds(rule, 'destinationPortRange', 'destinationPortRanges', readPorts)
	};
	if (name === null || priority === null || direction === null || access === null) return null;
	if (!priorities.claim(priorityField, `${direction} ${priority}`)) return null;
	if (protocol === null) {
		if (rule.field('protocol').isGiven)
			rule.notes.ignore(`security rule ${name}`, 'this protocol is not walked', rule.self.at);
		return null;
	}
	return { name, priority, direction, access, protocol, ...one, source: rule.self.source };
}

/** A rule that says nothing of an end means every one. A list of which nothing is left matches nothing. */
function readEnds(
	rule: Fields,
	name: string,
	plural: string,
	read: (field: Field) => string | null
): readonly string[] {
	const fields = singleAndPlural(rule, name, plural);
	return fields.length ? fields.flatMap((field) => read(field) ?? []) : ['*'];
}

/** A prefix, an address, a service tag or `*`. */
function readEnd(field: Field): string | null {
	const text = field.text() ?? '*';
	if (/^(\*|any)$/i.test(text)) return '*';
	if (isIPv6(text)) {
		field.notes.ignore(`${field.path} ${text}`, whyNoIPv6, field.at);
		return null;
	}
	if (/^[a-z][\w.]*$/i.test(text) || parsePrefix(text)) return text;
	return field.problem(
		'invalid-cidr',
		`is "${text}", which is no range, address, service tag or *`
	);
}

function readPorts(field: Field): string | null {
	const text = (field.tree?.kind === 'scalar' ? field.tree.text : field.text()) ?? '*';
	if (/^(\*|any)$/i.test(text)) return '*';
	const [first = NaN, last = first, more] = text
		.split('-')
		.map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
	if (more === undefined && first <= last && last <= 65535) return text;
	return field.problem('out-of-range', `is "${text}", not a port, FIRST-LAST or *`);
}
