/** Ranges that must not meet, and the address of DNS. */
import { contains, covers, nth, overlaps, prefix } from '../../ip.ts';
import type { Cluster } from '../../world.ts';
import type { Field } from '../field/field.ts';
import type { Fields } from '../field/fields.ts';

const reserved = ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24']; // 2.17

type Ranges = Pick<
	Cluster,
	'model' | 'podCIDR' | 'serviceCIDR' | 'dnsServiceIP' | 'virtualNetworks'
>;

export function checkRanges(cluster: Fields, profile: Fields, ranges: Ranges): void {
	const { model, podCIDR, serviceCIDR, dnsServiceIP, virtualNetworks } = ranges;
	const pods = profile.field('podCidr');
	const services = profile.field('serviceCidr');
	const hasPodRange = model !== 'node-subnet';

	if (hasPodRange) checkReserved(pods, podCIDR);
	checkReserved(services, serviceCIDR);
	virtualNetworks.forEach(({ prefixes }, i) => {
		const space = cluster.field('virtualNetworks').items()[i] ?? cluster.self;
		for (const one of prefixes) checkReserved(space, one);
	});

	if (prefix(serviceCIDR).length <= 12)
		services.problem('service-range-too-large', `is ${serviceCIDR}, not smaller than a /12`, {
			fact: '2.15'
		});
	if (hasPodRange && overlaps(podCIDR, serviceCIDR))
		services.problem(
			'range-overlap',
			`is ${serviceCIDR}, which overlaps the pod range ${podCIDR}`,
			{ fact: '2.15' }
		);
	const subnets = virtualNetworks.flatMap((network) => network.subnets);
	const met = subnets.find((subnet) => overlaps(subnet.prefix, serviceCIDR));
	const around = virtualNetworks.find(({ prefixes }) =>
		prefixes.some((one) => overlaps(one, serviceCIDR))
	);
	if (met)
		services.problem(
			'range-overlap',
			`is ${serviceCIDR}, which overlaps subnet ${met.name} (${met.prefix})`,
			{ fact: '2.15' }
		);
	else if (around)
		services.problem(
			'service-range-in-network',
			`is ${serviceCIDR}, which lies in the virtual network ${around.name}`,
			{ fact: '2.16' }
		);
	const under = hasPodRange && subnets.find((subnet) => overlaps(subnet.prefix, podCIDR));
	if (under)
		pods.problem(
			'range-overlap',
			`is ${podCIDR}, which overlaps subnet ${under.name} (${under.prefix})`,
			{ fact: '1.47' }
		);

	const dns = profile.field('dnsServiceIP');
	if (!contains(serviceCIDR, dnsServiceIP))
		dns.problem('dns-address', `is ${dnsServiceIP}, which is not in ${serviceCIDR}`, {
			fact: '2.20'
		});
	else if (covers(`${nth(serviceCIDR, 0)}/31`, `${dnsServiceIP}/32`))
		dns.problem(
			'dns-address',
			`is ${dnsServiceIP}, the address of the Service kubernetes or the first of the range`,
			{ fact: '2.20' }
		);
}

function checkReserved(field: Field, range: string): void {
	const kept = reserved.find((one) => overlaps(one, range));
	if (kept)
		field.problem('reserved-range', `is or holds ${range}, which meets ${kept}`, { fact: '2.17' });
}
