/** Where Azure itself answers: two addresses that are the same in every region, on the host beneath every machine (3.34). */
import type { EffectiveGroup, Network } from '../network.ts';
import type { FiveTuple } from '../types.ts';
import { firstFit, type Direction, type Judgement } from './evaluate.ts';
import { azure } from './says.ts';

/** DNS, DHCP, the wire server, and the source of health probes (3.33, 3.34). */
export const platformAddress = '168.63.129.16';
/** Instance metadata (7.11). */
export const metadataAddress = '169.254.169.254';

export const isPlatform = (address: string): boolean =>
	address === platformAddress || address === metadataAddress;

/** What listens there: names for everybody, the wire server, metadata (3.34). */
export const platformListens = (address: string, { protocol, dstPort }: FiveTuple): boolean =>
	address === metadataAddress
		? protocol === 'tcp' && dstPort === 80
		: dstPort === 53 || (protocol === 'tcp' && [80, 443, 32526].includes(dstPort));

/** The tag that a rule must name to stop the packet, or null where the ordinary rules hold. */
function tagOf({ dst, dstPort }: FiveTuple): string | null {
	if (dst === platformAddress && dstPort === 53) return 'AzurePlatformDNS';
	return dst === metadataAddress && dstPort === 80 ? 'AzurePlatformIMDS' : null;
}

/** DNS and metadata bypass security groups, unless a rule denies their tag (7.11). Null for everything else. */
export function exempt(
	network: Network,
	group: EffectiveGroup,
	direction: Direction,
	subnet: string,
	tuple: FiveTuple
): Judgement | null {
	const tag = direction === 'outbound' ? tagOf(tuple) : null;
	if (tag === null) return null;
	const names = (list: readonly string[]) =>
		list.some((name) => name.toLowerCase() === tag.toLowerCase());
	const rules = group.rules.filter(({ destinations }) => names(destinations));
	return (
		firstFit(network, { ...group, rules }, direction, subnet, tuple) ?? {
			verdict: 'pass',
			because: azure(
				'platform-exempt',
				`Lookups and metadata pass every security group, unless a rule denies the tag ${tag}; ${group.name} has none.`,
				'7.11'
			),
			rules: [],
			tried: rules.length
		}
	);
}
