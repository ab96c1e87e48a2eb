/** A security group asked about one packet: the first rule by priority that fits decides (7.3). */
import { contains, isPrivate, parsePrefix } from '../ip.ts';
import type { EffectiveGroup, Network } from '../network.ts';
import type { Because, FiveTuple, MatchedRule, Reason } from '../types.ts';
import type { SecurityRule } from '../world.ts';

export type Direction = SecurityRule['direction'];
/** What a group says of one packet. */
export interface Judgement {
	readonly verdict: 'pass' | 'drop' | 'undetermined';
	readonly because: Because;
	readonly rules: readonly MatchedRule[];
	readonly tried: number;
}

const inRange = (ranges: readonly string[], port: number): boolean =>
	ranges.some((range) => {
		const [from, to = from] = range.split('-').map(Number);
		return range === '*' || (port >= from! && port <= to!);
	});

type Holds = 'yes' | 'no' | 'unknown';

/** Does one of the prefixes or tags hold the address? The reasons of the tags that decided stand beside the answer. */
function holds(
	network: Network,
	names: readonly string[],
	subnet: string,
	address: string
): { readonly holds: Holds; readonly why: readonly Reason[] } {
	let unknown: Reason | null = null;
	const missed: Reason[] = [];
	for (const name of names) {
		if (name === '*' || name === 'Any') return { holds: 'yes', why: [] };
		if (parsePrefix(name)) {
			if (contains(name, address)) return { holds: 'yes', why: [] };
			continue;
		}
		const tag = network.inTag(name, subnet, address);
		if (tag?.holds) return { holds: 'yes', why: [tag.because] };
		if (tag) missed.push(tag.because);
		// Tags of Azure's public services hold no private address; which public ones they hold is not known here.
		if (!tag && !isPrivate(address))
			unknown = {
				code: 'service-tag-unknown',
				says: `Whether service tag ${name} holds ${address} is not known here.`,
				fact: '7.8',
				certainty: 'unverified'
			};
	}
	return unknown ? { holds: 'unknown', why: [unknown] } : { holds: 'no', why: missed };
}

/** The first rule by priority that fits decides (7.3). A rule of which that cannot be said leaves the question open. */
export function evaluate(...asked: Parameters<typeof firstFit>): Judgement {
	const judged = firstFit(...asked);
	if (judged) return judged;
	const [, group, direction] = asked;
	throw new Error(`security group ${group.name} has no default rule for ${direction}`);
}

/** The same, and null where no rule fits: a group without its default rules. */
export function firstFit(
	network: Network,
	group: EffectiveGroup,
	direction: Direction,
	subnet: string,
	tuple: FiveTuple
): Judgement | null {
	const rules = group.rules.filter((rule) => rule.direction === direction);
	// Why earlier rules that allow did not fit: what a learner asks when the last rule denies.
	const missed = new Map<string, Reason>();
	for (const [tried, rule] of rules.entries()) {
		const portsFit =
			(rule.protocol === '*' || rule.protocol === tuple.protocol) &&
			inRange(rule.sourcePorts, tuple.srcPort) &&
			inRange(rule.destinationPorts, tuple.dstPort);
		if (!portsFit) continue;
		const ends = [
			holds(network, rule.sources, subnet, tuple.src),
			holds(network, rule.destinations, subnet, tuple.dst)
		];
		if (ends.some((end) => end.holds === 'no')) {
			if (rule.access === 'Allow')
				for (const { holds, why } of ends)
					if (holds === 'no') for (const reason of why) missed.set(reason.says, reason);
			continue;
		}

		const why = ends.flatMap((end) => end.why);
		const text = `${rule.priority} ${rule.name}: ${rule.access} ${rule.protocol} ${rule.sources.join(',')} → ${rule.destinations.join(',')} : ${rule.destinationPorts.join(',')}`;
		const matched = {
			hook: direction,
			table: group.name,
			chain: direction,
			number: rule.priority,
			target: rule.access,
			text,
			...(rule.source && { source: rule.source })
		};
		const open = why.find(({ code }) => code === 'service-tag-unknown');
		if (open) return { verdict: 'undetermined', because: [open, rule.because], rules: [], tried };
		if (rule.access === 'Allow')
			return { verdict: 'pass', because: [rule.because, ...why], rules: [matched], tried };
		return {
			verdict: 'drop',
			because: [rule.because, ...why, ...missed.values()],
			rules: [matched],
			tried
		};
	}
	return null;
}
