/**
 * Where nodes stand and which range of pod addresses each holds.
 *
 *   node subnet    .4 node 1   .5 – .34 its pods   .35 node 2   .36 – .65 its pods   (1.25)
 *   others         .4 node 1   .5 node 2           10.244.0.0/24, 10.244.1.0/24      (1.15, 1.41)
 */
import { contains } from '../../ip.ts';
import { modelOf } from '../../models/index.ts';
import type { Cluster, PodObject } from '../../world.ts';
import type { Addresses } from './addresses.ts';
import type { NodeDraft, PlacedNode } from './draft.ts';
import type { Findings } from './findings.ts';
import { rangesOf } from './node-ranges.ts';

/** Azure keeps the first four addresses of every subnet (2.1). */
export const firstInSubnet = 4;

interface Settling {
	readonly cluster: Cluster;
	readonly pods: readonly PodObject[];
	readonly addresses: Addresses;
	readonly findings: Findings;
}

/** Takes the addresses that nodes and pods bring; a node whose address somebody else has is left out. */
export function claimNodes(
	drafts: readonly NodeDraft[],
	{ pods, addresses, findings }: Settling
): readonly NodeDraft[] {
	const given = drafts.filter((draft) => claimGiven(draft, addresses, findings));
	claimPods(pods, addresses);
	return given;
}

export function placeNodes(
	given: readonly NodeDraft[],
	{ cluster, pods, addresses, findings }: Settling
): readonly PlacedNode[] {
	const isFlat = modelOf(cluster.model).podAddresses === 'secondary';
	const podsOn = Map.groupBy(pods, ({ nodeName }) => nodeName);
	const ranges = isFlat ? null : rangesOf(given, podsOn, cluster, findings);

	return given.flatMap((draft): readonly PlacedNode[] => {
		const { name, subnet, internalIP } = draft;
		const address = internalIP ?? addresses.allocate(subnet.prefix, `node/${name}`, firstInSubnet);
		const podCIDR = ranges?.get(name) ?? null;
		if (address === null) {
			const wants = `subnet ${subnet.name} (${subnet.prefix}) has no address left for node ${name}; it cannot join`;
			findings.problem('range-exhausted', wants, draft.source, { fact: isFlat ? '2.3' : '2.8' });
			return [];
		}
		if (ranges && podCIDR === null) return [];
		const own = (podsOn.get(name) ?? []).flatMap(({ podIP, namespace, name }) =>
			podIP !== null && addresses.owner(podIP) === `pod/${namespace}/${name}` ? [podIP] : []
		);
		const secondary = isFlat ? reserve(draft, own, addresses) : [];
		if (secondary === null) {
			const wants = `node ${name} wants ${draft.maxPods} more addresses for its pods, which subnet ${subnet.name} (${subnet.prefix}) does not have; it cannot join`;
			findings.problem('range-exhausted', wants, draft.source, { fact: '2.3' });
			return [];
		}
		return [{ ...draft, address, podCIDR, secondary }];
	});
}

function claimGiven(
	{ name, internalIP, subnet, source }: NodeDraft,
	addresses: Addresses,
	findings: Findings
): boolean {
	if (internalIP === null) return true;
	const owner = addresses.owner(internalIP);
	if (owner !== undefined) {
		findings.problem(
			'duplicate-address',
			`node ${name} has ${internalIP}, which ${owner} has too; the node is left out`,
			source
		);
		return false;
	}
	addresses.claim(internalIP, `node/${name}`);
	if (!contains(subnet.prefix, internalIP))
		findings.problem(
			'address-outside-range',
			`node ${name} has ${internalIP}, which is not in ${subnet.prefix} of subnet ${subnet.name}`,
			source
		);
	return true;
}

/** Given addresses of pods are nobody else's. Who has one twice is told when pods are placed. */
function claimPods(pods: readonly PodObject[], addresses: Addresses): void {
	for (const { podIP, hostNetwork, namespace, name } of pods)
		if (podIP !== null && !hostNetwork && addresses.owner(podIP) === undefined)
			addresses.claim(podIP, `pod/${namespace}/${name}`);
}

/** One address of the NIC for each pod that the node may hold; those of given pods are among them (1.25). */
function reserve(
	{ subnet, maxPods, name }: NodeDraft,
	own: readonly string[],
	addresses: Addresses
): string[] | null {
	const secondary = [...own];
	while (secondary.length < maxPods) {
		const ip = addresses.allocate(subnet.prefix, `node/${name}`, firstInSubnet);
		if (ip === null) return null;
		secondary.push(ip);
	}
	return secondary;
}
