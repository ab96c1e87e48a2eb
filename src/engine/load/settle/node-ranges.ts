/** The part of the pod range that each node holds. */
import { contains, covers, nth, overlaps, prefix, sizeOf } from '../../ip.ts';
import type { Cluster, PodObject } from '../../world.ts';
import type { NodeDraft } from './draft.ts';
import type { Findings } from './findings.ts';

/** A /24 of the pod range for each node: given, told by its pods, or the next free one. */
export function rangesOf(
	drafts: readonly NodeDraft[],
	podsOn: ReadonlyMap<string | null, readonly PodObject[]>,
	cluster: Cluster,
	findings: Findings
): ReadonlyMap<string, string> {
	const { podCIDR: all } = cluster;
	const ranges = new Map<string, string>();
	const taken = new Set<string>();
	const keep = (node: string, range: string) => {
		ranges.set(node, range);
		for (let i = 0; i < Math.max(1, sizeOf(prefix(range)) / 256); i++)
			taken.add(slice(nth(range, i * 256)));
	};
	for (const { name, podCIDR, source } of drafts) {
		if (podCIDR === null) continue;
		const other = [...ranges].find(([, range]) => overlaps(range, podCIDR));
		if (other) {
			findings.problem(
				'duplicate-address',
				`node ${name} holds ${podCIDR}, which overlaps ${other[1]} of node ${other[0]}; the node is left out`,
				source
			);
			continue;
		}
		if (!covers(all, podCIDR))
			findings.problem(
				'address-outside-range',
				`node ${name} holds ${podCIDR}, which is not in the pod range ${all}`,
				source
			);
		keep(name, podCIDR);
	}
	for (const { name, podCIDR } of drafts) {
		const told =
			podCIDR === null &&
			(podsOn.get(name) ?? []).find(
				({ podIP, hostNetwork }) =>
					podIP !== null && !hostNetwork && contains(all, podIP) && !taken.has(slice(podIP))
			);
		if (told && told.podIP !== null) keep(name, slice(told.podIP));
	}
	let next = 0;
	const most = Math.floor(sizeOf(prefix(all)) / 256);
	for (const { name, podCIDR, source } of drafts) {
		if (podCIDR !== null || ranges.has(name)) continue;
		while (next < most && taken.has(slice(nth(all, next * 256)))) next++;
		if (next < most) keep(name, slice(nth(all, next * 256)));
		else
			findings.problem(
				'range-exhausted',
				`the pod range ${all} has no /24 left for node ${name}; the node is left out`,
				source,
				{ fact: '2.8' }
			);
	}
	return ranges;
}

/** The /24 that holds an address. */
const slice = (ip: string): string => `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`;
