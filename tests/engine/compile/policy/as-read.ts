/** What the engines make of the same objects: their documented differences, as plain rules over objects and ends. */
import type { End } from '#engine/policy/index.ts';
import type { LabelSelector, PolicyPeer } from '#engine/world.ts';
import { naively } from '../../policy/naive.ts';
import type { RandomWorld } from '../../policy/random.ts';
import type { Traffic } from '#engine/policy/index.ts';

type Requirement = LabelSelector['matchExpressions'][number];

/** 9.41: of a namespaceSelector, each value of a requirement makes a peer of its own. */
const split = (peer: PolicyPeer): readonly PolicyPeer[] =>
	(peer.namespaceSelector?.matchExpressions ?? []).reduce<readonly PolicyPeer[]>(
		(peers, { key, operator, values }) =>
			peers.flatMap((one) =>
				(values.length ? values : [null]).map((value) => ({
					...one,
					namespaceSelector: {
						...one.namespaceSelector!,
						matchExpressions: [
							...one.namespaceSelector!.matchExpressions,
							{ key, operator, values: value === null ? [] : [value] }
						]
					}
				}))
			),
		[
			peer.namespaceSelector
				? { ...peer, namespaceSelector: { ...peer.namespaceSelector, matchExpressions: [] } }
				: peer
		]
	);

const excludes = ({ operator }: Requirement) => operator === 'NotIn' || operator === 'DoesNotExist';

/** 9.42: where namespace and pod selectors only exclude, addresses that are no pod's fit as well. */
function withStrangers(peer: PolicyPeer, { pods }: RandomWorld): readonly PolicyPeer[] {
	if (!peer.namespaceSelector) return [peer];
	const selectors = [peer.namespaceSelector, ...(peer.podSelector ? [peer.podSelector] : [])];
	const onlyExcludes =
		selectors.every(
			({ matchLabels, matchExpressions }) =>
				!Object.keys(matchLabels).length && matchExpressions.every(excludes)
		) && peer.namespaceSelector.matchExpressions.length > 0;
	if (!onlyExcludes) return [peer];
	const except = pods
		.filter(({ hostNetwork }) => !hostNetwork)
		.map(({ address }) => `${address}/32`);
	const strangers: PolicyPeer = {
		podSelector: null,
		namespaceSelector: null,
		ipBlock: { cidr: '0.0.0.0/0', except },
		source: peer.source
	};
	return [peer, strangers];
}

export function asNpmReads(world: RandomWorld): RandomWorld {
	const read = (rules: RandomWorld['policies'][number]['ingress']) =>
		rules.map((rule) => ({
			...rule,
			peers: rule.peers?.flatMap(split).flatMap((peer) => withStrangers(peer, world)) ?? null
		}));
	return {
		...world,
		policies: world.policies.map((policy) => ({
			...policy,
			ingress: read(policy.ingress),
			egress: read(policy.egress)
		}))
	};
}

/** The own node of a pod, as an address like any other. */
const asAddress = (end: End, { nodes }: RandomWorld): End => {
	if (end.kind === 'node') return { kind: 'outside', address: end.address };
	if (end.kind !== 'pod' || !end.pod.hostNetwork) return end;
	return { kind: 'outside', address: nodes.find(({ name }) => name === end.pod.node)!.address };
};

export const expected = {
	azure: (world: RandomWorld, from: End, to: End, traffic: Traffic): boolean => {
		const { egress, ingress } = naively(asNpmReads(world), { from, to, ...traffic });
		return egress && ingress;
	},
	/** 9.43: what a pod sends to its own node is asked of its egress policies; what it receives from there is not (9.32). */
	calico: (world: RandomWorld, from: End, to: End, traffic: Traffic): boolean =>
		naively(world, { from, to: asAddress(to, world), ...traffic }).egress &&
		naively(world, { from, to, ...traffic }).ingress
} as const;
