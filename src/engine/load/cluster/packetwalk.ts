/** The block `packetwalk`: settings that no manifest tells, and the machines of the world around. */
import { contains } from '../../ip.ts';
import type { Host, Settings, VirtualNetwork } from '../../world.ts';
import { readAddress, readCidr } from '../field/address.ts';
import type { Field } from '../field/field.ts';
import { Fields } from '../field/fields.ts';
import { Once } from '../field/once.ts';
import { portRange } from '../field/port.ts';
import { defaultSettings } from './default.ts';
import { azure } from './tables.ts';
import { readWord } from './word.ts';

export function readSettings(block: Fields): Settings {
	const proxy = block.map('kubeProxy', azure.kubeProxy);
	const masq = block.map('ipMasq', azure.ipMasq);
	const list = masq.field('nonMasqueradeCIDRs');
	const hairpin = block.map('bridge', azure.bridge).field('hairpin');
	return {
		clusterCIDR: readCidr(proxy.field('clusterCIDR')),
		masqueradeAll: proxy.field('masqueradeAll').flag(defaultSettings.masqueradeAll),
		randomFully: proxy.field('randomFully').flag(defaultSettings.randomFully),
		localhostNodePorts: proxy.field('localhostNodePorts').flag(defaultSettings.localhostNodePorts),
		nonMasqueradeCIDRs: list.isGiven ? list.items().flatMap((item) => readCidr(item) ?? []) : null,
		masqLinkLocal: masq.field('masqLinkLocal').flag(defaultSettings.masqLinkLocal),
		hairpin:
			readWord(hairpin, { promisc: 'promisc', veth: 'veth', none: 'none' } as const) ??
			defaultSettings.hairpin
	};
}

const kinds = { vm: 'vm', 'internet-host': 'internet-host', internet: 'internet-host' } as const;

export function readHosts(block: Fields, networks: readonly VirtualNetwork[]): readonly Host[] {
	const names = new Once('host');
	const owners = new Map<string, string>();
	return block.maps('hosts', azure.host).flatMap((fields): readonly Host[] => {
		const nameField = fields.required('name');
		const name = nameField.text();
		const kind = readWord(fields.required('kind'), kinds);
		const addressField = fields.required('address');
		const address = readAddress(addressField);
		const listens = readListeners(fields.field('listens'));
		if (!names.claim(nameField, name) || name === null || kind === null || address === null)
			return [];
		const owner = owners.get(address);
		if (owner !== undefined) {
			addressField.problem('duplicate-address', `is ${address}, which ${owner} has`);
			return [];
		}
		owners.set(address, name);
		const source = fields.self.source;
		if (kind === 'internet-host') return [{ kind, name, address, subnet: null, listens, source }];
		const subnet = readSubnet(fields, address, networks);
		return subnet === null ? [] : [{ kind, name, address, subnet, listens, source }];
	});
}

/** The subnet that is named, or the one that holds the address; null where a machine would stand nowhere. */
function readSubnet(
	fields: Fields,
	address: string,
	networks: readonly VirtualNetwork[]
): string | null {
	const subnets = networks.flatMap((network) => network.subnets);
	const nameField = fields.field('subnet');
	const addressField = fields.field('address');
	const name = nameField.text();
	if (name === null) {
		const holds = subnets.find(({ prefix }) => contains(prefix, address));
		return (
			holds?.name ??
			addressField.problem('unknown-reference', `is ${address}, which no subnet holds`, {
				try: 'add the subnet to virtualNetworks'
			})
		);
	}
	const named = subnets.find((subnet) => subnet.name === name);
	if (!named)
		return nameField.problem('unknown-reference', `names ${name}, which no virtual network has`);
	if (!contains(named.prefix, address))
		addressField.problem(
			'address-outside-range',
			`is ${address}, which is not in ${named.prefix} of subnet ${name}`
		);
	return name;
}

/** Ports as `80` or as `{ port, protocol }`; null where nothing is said. */
function readListeners(field: Field): Host['listens'] {
	if (!field.isGiven) return null;
	return field.items().flatMap((item) => {
		if (item.tree?.kind !== 'map') {
			const port = item.integer(portRange);
			return port === null ? [] : [{ port, protocol: 'tcp' as const }];
		}
		const listener = new Fields(item, azure.listener);
		const port = listener.required('port').integer(portRange);
		const protocol =
			readWord(listener.field('protocol'), { tcp: 'tcp', udp: 'udp', sctp: 'sctp' } as const) ??
			'tcp';
		return port === null ? [] : [{ port, protocol }];
	});
}
