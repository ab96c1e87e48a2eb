/** The chain to or from one pod's interface (A5). */
import type { Chain, Rule } from '../../../network.ts';
import type { Direction } from '../../../policy/index.ts';
import type { Policy } from '../../../policy/rules.ts';
import type { Reason } from '../../../types.ts';
import { documented } from '../../documented.ts';
import { accept as acceptIt, chain, drop, jump, protocolIs, stateIs } from '../../rule.ts';
import { noneAllowed } from '../said.ts';
import { chainOf, groups } from './groups.ts';
import { accept, backIfAccepted, clear, notPassed, pass } from './marks.ts';
import { endpointChain, profileChain } from './names.ts';

export interface Endpoint {
	/** `NAMESPACE/NAME`. */
	readonly pod: string;
	readonly namespace: string;
	readonly link: string;
	readonly direction: Direction;
	/** Those that select the pod for this direction, by name. */
	readonly policies: readonly Policy[];
	readonly nearMisses: NonNullable<Rule['nuances']>;
	/** What is said of the source beside the policies' own reasons. */
	readonly seen: NonNullable<Rule['nuances']>;
}

const established = documented(
	'policy-established',
	'9.37',
	'The packet belongs to a connection that this node knows. Calico accepts it before it asks any policy.'
);
const invalid = documented(
	'forward-invalid',
	'A5',
	'The packet belongs to no connection that this node knows, and cannot open one, so Calico drops it.'
);

export function endpointRules(endpoint: Endpoint): Chain {
	const { pod, namespace, link, direction, policies } = endpoint;
	return chain(endpointChain(direction, link), [
		{ match: [stateIs('RELATED', 'ESTABLISHED')], target: acceptIt, because: established },
		{ match: [stateIs('INVALID')], target: drop, because: invalid },
		clear(accept | pass),
		...(direction === 'egress' ? noTunnels : []),
		...(policies.length ? tier(endpoint) : []),
		{
			match: [],
			target: jump(profileChain(direction, namespace)),
			because: documented(
				'policy-not-selected',
				'9.1',
				`No NetworkPolicy selects ${pod} for ${direction}, so Calico's profile of namespace ${namespace} allows it.`
			)
		},
		backIfAccepted('Return if profile accepted'),
		{ match: [], target: drop, comment: 'Drop if no profiles matched' }
	]);
}

/** A tunnel from inside a pod would carry packets past its policies. */
const noTunnels: readonly Rule[] = [
	{
		match: [protocolIs('udp'), { kind: 'multiport', ports: [{ from: 4789, to: 4789 }] }],
		target: drop,
		comment: 'Drop VXLAN encapped packets originating in workloads'
	},
	{
		match: [protocolIs('ipencap')],
		target: drop,
		comment: 'Drop IPinIP encapped packets originating in workloads'
	}
];

/** The policies one after the other; who is accepted by one goes back, who is by none is dropped. */
function tier({ pod, direction, policies, nearMisses, seen }: Endpoint): readonly Rule[] {
	return [
		{ ...clear(pass), comment: 'Start of tier default' },
		...groups(policies).flatMap((group, i) => [
			{
				match: [notPassed],
				target: jump(chainOf(direction, group)),
				...(i === 0 && { nuances: seen })
			},
			backIfAccepted('Return if policy accepted')
		]),
		{
			match: [notPassed],
			target: drop,
			comment: 'End of tier default. Drop if no policies passed packet',
			because: denied(pod, direction, policies),
			nuances: nearMisses
		}
	];
}

function denied(pod: string, direction: Direction, policies: readonly Policy[]): Reason {
	const [first, ...more] = policies;
	const one = noneAllowed(first!, direction, pod);
	if (!more.length) return one;
	const names = policies.map(({ name }) => name).join(', ');
	return {
		...one,
		says: `NetworkPolicies ${names} select ${pod} for ${direction}, and none of their ${direction} rules allows this packet.`
	};
}
