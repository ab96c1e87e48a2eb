/** Calico's chains that are there whatever the policies say (A5). `links` is the pattern of pods' interfaces. Only filter is written. */
import type { Chain, Rule } from '../../../network.ts';
import type { Direction } from '../../../policy/index.ts';
import { documented } from '../../documented.ts';
import {
	accept as acceptIt,
	arrivesBy,
	chain,
	drop,
	goBack,
	goTo,
	jump,
	leavesBy,
	markIs,
	not,
	setMark,
	stateIs
} from '../../rule.ts';
import type { Hooks } from '../engine.ts';
import { accept, all, clear } from './marks.ts';
import { endpointChain } from './names.ts';

const dispatch: Readonly<Record<Direction, string>> = {
	ingress: 'cali-to-wl-dispatch',
	egress: 'cali-from-wl-dispatch'
};

const isAccepted = markIs(accept);
const go = (name: string): Rule => ({ match: [], target: jump(name) });

/** Inserted at the top, before anything of kube-proxy's (9.36). */
export const first: Hooks = {
	INPUT: [go('cali-INPUT')],
	FORWARD: [go('cali-FORWARD')],
	OUTPUT: [go('cali-OUTPUT')]
};

/** Appended: what both ends accepted is accepted, the rest is marked as forwarded. */
export const last: Hooks = {
	FORWARD: [
		{ match: [isAccepted], target: acceptIt, comment: 'Policy explicitly accepted packet.' },
		{ match: [], target: setMark(accept) }
	]
};

/** For policies on nodes themselves, of which Kubernetes has none. */
const hostChains = [
	'cali-cidr-block',
	'cali-from-hep-forward',
	'cali-from-host-endpoint',
	'cali-to-hep-forward',
	'cali-to-host-endpoint'
].map((name) => chain(name));

export const fixedChains = (links: string): readonly Chain[] => [
	chain('cali-FORWARD', [
		clear(all & ~accept),
		{ match: [markIs(0, accept)], target: jump('cali-from-hep-forward') },
		{ match: [arrivesBy(links)], target: jump(dispatch.egress) },
		{ match: [leavesBy(links)], target: jump(dispatch.ingress) },
		go('cali-to-hep-forward'),
		go('cali-cidr-block')
	]),
	chain('cali-INPUT', [
		{ match: [arrivesBy(links)], target: goTo('cali-wl-to-host') },
		{ match: [isAccepted], target: acceptIt },
		clear(all),
		go('cali-from-host-endpoint'),
		{ match: [isAccepted], target: acceptIt, comment: 'Host endpoint policy accepted packet.' }
	]),
	chain('cali-OUTPUT', [
		{ match: [isAccepted], target: acceptIt },
		{
			match: [leavesBy(links)],
			target: goBack,
			because: documented(
				'policy-own-node',
				'9.32',
				'Calico does not police what a node sends to its own pods.'
			)
		},
		clear(all),
		{ match: [not(stateIs('DNAT'))], target: jump('cali-to-host-endpoint') },
		{ match: [isAccepted], target: acceptIt, comment: 'Host endpoint policy accepted packet.' }
	]),
	chain('cali-wl-to-host', [
		go(dispatch.egress),
		{
			match: [],
			target: acceptIt,
			comment: 'Configured DefaultEndpointToHostAction',
			because: documented(
				'policy-accepted',
				'9.43',
				"The pod's egress policies let the packet pass, and what a pod sends to its own node is accepted after them."
			)
		}
	]),
	...hostChains
];

/** From interface to endpoint. Felix makes a tree of prefixes where there are many; here it is one list. */
export const dispatchChain = (direction: Direction, links: readonly string[]): Chain =>
	chain(dispatch[direction], [
		...links.toSorted().map((link) => ({
			match: [direction === 'egress' ? arrivesBy(link) : leavesBy(link)],
			target: goTo(endpointChain(direction, link))
		})),
		{
			match: [],
			target: drop,
			comment: 'Unknown interface',
			because: documented(
				'policy-unknown-interface',
				'A5',
				'Calico knows no pod behind this interface, so it drops the packet.'
			)
		}
	]);
