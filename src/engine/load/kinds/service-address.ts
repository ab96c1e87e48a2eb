/** The ClusterIP of a Service as it is given. */
import { isIPv6, readAddress, whyNoIPv6 } from '../field/address.ts';
import type { Fields } from '../field/fields.ts';

/** An address, `None`, null where it is to be allocated, `IPv6` for a Service that has no other family. */
export function readClusterIP(spec: Fields): string | null {
	const single = spec.field('clusterIP');
	const families = spec.field('ipFamilies').items();
	const several = spec.field('clusterIPs').items();
	const all = [single, ...several.filter((one) => one.text() !== single.text())].filter(
		(one) => one.isGiven
	);
	const known = families.flatMap((family) => family.oneOf(['IPv4', 'IPv6']) ?? []);
	const six = all.find((one) => isIPv6(one.text() ?? '')) ?? families[known.indexOf('IPv6')];
	if (six) six.notes.ignore(`${six.path} ${six.text()}`, whyNoIPv6, six.at);

	const four = all.find((one) => !isIPv6(one.text() ?? ''));
	if (!four) return (all.length || known.length) && !known.includes('IPv4') ? 'IPv6' : null;
	return four.text() === 'None' ? 'None' : readAddress(four);
}
