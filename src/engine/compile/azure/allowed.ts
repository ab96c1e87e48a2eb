/** Who may reach a LoadBalancer Service, as the Azure cloud provider reads it (3.37, 3.40 to 3.43). */
import { formatPrefix, parsePrefix } from '../../ip.ts';
import type { Service } from '../../world.ts';
import { isInternal, isSwitchedOn, listOf } from './names.ts';

export interface Allowed {
	/** One rule for each service tag, and one for all ranges together. */
	readonly sources: readonly (readonly string[])[];
	/** Everybody else is denied by a rule of its own, which also stops the virtual network. */
	readonly denyOthers: boolean;
}

/** Null where the provider writes nothing: both lists given is refused (3.43). */
export function allowedTo(service: Service): Allowed | null {
	const given =
		service.loadBalancerSourceRanges.length > 0
			? service.loadBalancerSourceRanges.map((range) => range.trim())
			: listOf(service, 'load-balancer-source-ranges');
	const annotated = listOf(service, 'azure-allowed-ip-ranges');
	if (given.length > 0 && annotated.length > 0) return null;
	const all = [...given, ...annotated];
	const ranges = all.filter(isRange);
	const tags = listOf(service, 'azure-allowed-service-tags');
	const isInvalid = ranges.length < all.length;
	const isOpen = ranges.some((range) => parsePrefix(range)?.length === 0);
	const internet =
		tags.length === 0 && !isInvalid && (all.length === 0 ? !isInternal(service) : isOpen);
	return {
		sources: [
			...[...tags, ...(internet ? ['Internet'] : [])].map((tag) => [tag]),
			...(ranges.length > 0 ? [ranges] : [])
		],
		denyOthers:
			isInvalid ||
			(all.length > 0 && isSwitchedOn(service, 'azure-deny-all-except-load-balancer-source-ranges'))
	};
}

/** A range with bits beside its mask is no range to the provider (3.42). */
function isRange(text: string): boolean {
	const parsed = parsePrefix(text);
	return parsed !== null && formatPrefix(parsed) === text;
}
