import { readAddress, readCidr } from '../field/address.ts';
import { subdomain } from '../field/name.ts';
import { anything } from '../field/table.ts';
import { tables } from '../tables.ts';
import type { Kind } from './manifest.ts';
import { isReady } from './pod.ts';

export const node: Kind = {
	group: '',
	version: 'v1',
	isNamespaced: false,
	name: subdomain,
	read({ object, name, labels, source, where }) {
		const spec = object.map('spec', tables.nodeSpec);
		const status = object.map('status', tables.nodeStatus);
		const addresses = status
			.maps('addresses', anything)
			.filter((address) => address.field('type').text() === 'InternalIP')
			.flatMap((address) => readAddress(address.field('address')) ?? []);
		const single = spec.field('podCIDR');
		const several = spec
			.field('podCIDRs')
			.items()
			.filter((one) => one.text() !== single.text());
		const ranges = [single, ...several].flatMap((one) => readCidr(one) ?? []);
		return {
			nodes: [
				{
					name,
					labels,
					pool: labels['kubernetes.azure.com/agentpool'] ?? labels['agentpool'] ?? null,
					internalIP: addresses[0] ?? null,
					podCIDR: ranges[0] ?? null,
					ready: isReady(status) ?? true,
					unschedulable: spec.field('unschedulable').flag(false),
					source,
					where
				}
			]
		};
	}
};
