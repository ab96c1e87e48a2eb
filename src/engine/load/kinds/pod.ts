import type { Labels } from '../../world.ts';
import { isIPv6, readAddress, whyNoIPv6 } from '../field/address.ts';
import type { Fields } from '../field/fields.ts';
import { subdomain } from '../field/name.ts';
import { anything } from '../field/table.ts';
import { tables } from '../tables.ts';
import type { Kind, Manifest } from './manifest.ts';
import { readPodSpec } from './pod-spec.ts';

export const pod: Kind = {
	group: '',
	version: 'v1',
	isNamespaced: true,
	name: subdomain,
	read(manifest) {
		const { object, metadata, namespace, name, labels, source, where } = manifest;
		const status = object.map('status', tables.podStatus);
		const phase = status.field('phase').oneOf(phases) ?? 'Running';
		return {
			pods: [
				{
					namespace,
					name,
					labels,
					owner: readOwner(manifest),
					...readPodSpec(object.required('spec')),
					podIP: readOwnAddress(status, 'podIP'),
					hostIP: readOwnAddress(status, 'hostIP'),
					phase,
					// Without a word on it, a pod that runs is ready.
					ready: isReady(status) ?? (phase === 'Running' || phase === 'Unknown'),
					terminating: metadata.field('deletionTimestamp').isGiven,
					source,
					where
				}
			]
		};
	}
};

const phases = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] as const;

/** The condition `Ready`, or null where it is not given. */
export function isReady(status: Fields): boolean | null {
	for (const condition of status.maps('conditions', anything))
		if (condition.field('type').text() === 'Ready')
			return condition.field('status').text() === 'True';
	return null;
}

/** `podIP` or `hostIP`, or the IPv4 one of `podIPs` or `hostIPs`; the others are set aside. */
function readOwnAddress(status: Fields, name: 'podIP' | 'hostIP'): string | null {
	const single = status.field(name);
	const several = status.maps(`${name}s`, anything).map((one) => one.field('ip'));
	const all = [single, ...several.filter((one) => one.text() !== single.text())].filter(
		(one) => one.isGiven
	);
	const aside = all.find((one) => isIPv6(one.text() ?? ''));
	if (aside) aside.notes.ignore(`${aside.path} ${aside.text()}`, whyNoIPv6, aside.at);
	return all.filter((one) => !isIPv6(one.text() ?? '')).map(readAddress)[0] ?? null;
}

/** `deployment/shop/web`. The ReplicaSet between a Deployment and its pods carries the hash of the template as last part of its name. */
export function readOwner({
	metadata,
	namespace,
	labels
}: Pick<Manifest, 'metadata' | 'namespace' | 'labels'>): string | null {
	const owners = metadata.maps('ownerReferences', anything);
	const owner = owners.find((one) => one.field('controller').flag(false)) ?? owners[0];
	const kind = owner?.field('kind').text();
	const name = owner?.field('name').text();
	if (!kind || !name || kind === 'Node') return null;
	const deployment = kind === 'ReplicaSet' ? withoutHash(name, labels) : null;
	return deployment
		? `deployment/${namespace}/${deployment}`
		: `${kind.toLowerCase()}/${namespace}/${name}`;
}

function withoutHash(name: string, labels: Labels): string | null {
	const end = `-${labels['pod-template-hash'] ?? ''}`;
	return end.length > 1 && name.endsWith(end) ? name.slice(0, -end.length) : null;
}
