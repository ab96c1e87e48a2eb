/** ClusterIPs: given ones are kept, the others come from the upper band of the service range (2.21). */
import { contains, nth, prefix, sizeOf } from '../../ip.ts';
import type { Cluster, ServiceObject } from '../../world.ts';
import type { Addresses } from './addresses.ts';
import { nameOf, type Findings } from './findings.ts';

/** Of a /16 the first 256 addresses are kept for people who choose their own. */
function lowerBand(range: string): number {
	const size = sizeOf(prefix(range));
	return Math.min(Math.max(16, size / 16), 256);
}

/** Takes the address that a Service gives itself; false where it may not have it. */
export function claimClusterIP(
	service: ServiceObject,
	{ serviceCIDR, dnsServiceIP }: Cluster,
	addresses: Addresses,
	findings: Findings
): boolean {
	const { clusterIP } = service;
	if (clusterIP === null || clusterIP === 'None' || service.type === 'ExternalName') return true;
	const name = nameOf(service);
	const refuse = (
		code: 'cluster-ip-outside-range' | 'cluster-ip-taken',
		why: string,
		fact?: string
	) => {
		const says = `Service ${name} asks for ${clusterIP}, ${why}; it is left out`;
		findings.problem(
			code,
			says,
			service.where['spec.clusterIP'] ?? service.source,
			fact ? { fact } : {}
		);
		return false;
	};
	if (!contains(serviceCIDR, clusterIP))
		return refuse('cluster-ip-outside-range', `which is not in the service range ${serviceCIDR}`);
	if (clusterIP === nth(serviceCIDR, 1) && name !== 'default/kubernetes')
		return refuse('cluster-ip-taken', 'which default/kubernetes has', '2.20');
	if (clusterIP === dnsServiceIP && service.namespace !== 'kube-system')
		return refuse('cluster-ip-taken', "which the cluster's DNS has", '2.20');
	const owner = addresses.owner(clusterIP);
	if (owner !== undefined) return refuse('cluster-ip-taken', `which ${owner} has`);
	addresses.claim(clusterIP, `service/${name}`);
	return true;
}

/** Null for a Service without one, `undefined` where the range is used up. */
export function giveClusterIP(
	service: ServiceObject,
	{ serviceCIDR, dnsServiceIP }: Cluster,
	addresses: Addresses,
	findings: Findings
): string | null | undefined {
	if (service.type === 'ExternalName' || service.clusterIP === 'None') return null;
	if (service.clusterIP !== null) return service.clusterIP;
	const owner = `service/${nameOf(service)}`;
	for (const kept of [nth(serviceCIDR, 1), dnsServiceIP])
		if (addresses.owner(kept) === undefined) addresses.claim(kept, 'the cluster');
	const band = lowerBand(serviceCIDR);
	const free =
		addresses.allocate(serviceCIDR, owner, band) ??
		addresses.allocate(serviceCIDR, owner, 1, band - 1);
	if (free !== null) return free;
	findings.problem(
		'range-exhausted',
		`the service range ${serviceCIDR} has no address left for Service ${nameOf(service)}; it is left out`,
		service.source
	);
	return undefined;
}
