/** azure-ip-masq-agent's chain (5.2): who is outside the listed ranges sees the node's address. */
import { modelOf } from '../models/index.ts';
import type { Chain, Rule } from '../network.ts';
import type { Reason } from '../types.ts';
import type { World } from '../world.ts';
import { canonical } from './canonical.ts';
import { documented } from './documented.ts';
import { chain, goBack, jump, not, to, toLocal } from './rule.ts';

const name = 'IP-MASQ-AGENT';

/** Appended to POSTROUTING; it has no source match, so the node's own packets pass it too. */
export const toMasqueradeAgent: Rule = {
	match: [not(toLocal)],
	target: jump(name),
	comment: `ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom ${name} chain`
};

export function masqueradeAgent(world: World): Chain {
	const { settings, where, source } = world.cluster;
	const linkLocal = documented(
		'masquerade-exempt',
		'5.3',
		"masqLinkLocal is false, so link-local destinations see the pod's address.",
		where['packetwalk.ipMasq.masqLinkLocal'] ?? source
	);
	return chain(name, [
		...(settings.masqLinkLocal ? [] : [exempt('169.254.0.0/16', linkLocal)]),
		...nonMasquerade(world).map(({ cidr, because }) => exempt(cidr, because)),
		{
			match: [],
			target: { kind: 'masquerade', randomFully: false }, // the agent has no such option (5.2)
			comment: 'ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)',
			because: documented(
				'masquerade-egress',
				'5.2',
				"The destination is outside the ranges that see pod addresses, so the source becomes the node's address."
			)
		}
	]);
}

const exempt = (cidr: string, because: Reason): Rule => ({
	match: [to(canonical(cidr))],
	target: goBack,
	comment: 'ip-masq-agent: local traffic is not subject to MASQUERADE',
	because
});

/** The list that was given, or the model's own. */
function nonMasquerade(world: World) {
	const { settings, model, where, source } = world.cluster;
	if (settings.nonMasqueradeCIDRs === null) return modelOf(model).nonMasquerade(world);
	return settings.nonMasqueradeCIDRs.map((cidr) => ({
		cidr,
		because: documented(
			'masquerade-exempt',
			'5.5',
			`ip-masq-agent is told to leave ${cidr} alone: it sees the addresses of pods.`,
			where['packetwalk.ipMasq.nonMasqueradeCIDRs'] ?? source
		)
	}));
}
