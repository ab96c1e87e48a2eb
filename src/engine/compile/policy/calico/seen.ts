/** Which address an ingress policy sees under the Cluster traffic policy (9.36), said beside the policies' own reasons. */
import type { Rule } from '../../../network.ts';
import type { World } from '../../../world.ts';
import { masqueradeMark } from '../../kube-proxy/settings.ts';
import { arrivesBy, from, markIs } from '../../rule.ts';

export const seenSources = ({ nodes }: World): NonNullable<Rule['nuances']> => [
	{
		match: [markIs(masqueradeMark)],
		because: {
			code: 'policy-before-masquerade',
			says: "The packet is marked for masquerade, but that is done after FORWARD: the policy sees the client's own address, which the pod will not.",
			fact: '9.36',
			certainty: 'inference'
		}
	},
	...nodes.map(({ name, address }) => ({
		match: [arrivesBy('eth0'), from(address)],
		because: {
			code: 'policy-after-masquerade' as const,
			says: `The source is the address of node ${name}, which is also what that node gives to clients that it masquerades: the policy can see no other.`,
			fact: '9.36',
			certainty: 'inference' as const
		}
	}))
];
