/** The chains that kube-proxy and kubelet write whatever the Services are (A1, "Fixed chains"). */
import type { Chain, Rule } from '../../network.ts';
import type { Reason } from '../../types.ts';
import { documented } from '../documented.ts';
import { accept, chain, drop, from, goBack, jump, not, stateIs, to, toLocal } from '../rule.ts';
import { masqueradeMark, type ProxySettings } from './settings.ts';

const marked = { kind: 'mark', value: masqueradeMark, mask: masqueradeMark } as const;

/** Emptied chains that tell kube-proxy and kubelet of a flush; the last one advertises the back end. */
export const canaries = [chain('KUBE-KUBELET-CANARY'), chain('KUBE-PROXY-CANARY')];
export const hint = chain('KUBE-IPTABLES-HINT');

export const markMasquerade: Chain = chain('KUBE-MARK-MASQ', [
	{
		match: [],
		target: { kind: 'mark', how: 'or', value: masqueradeMark, mask: masqueradeMark }
	}
]);

/** The mark is taken off before the masquerade, so that a second pass does not masquerade again. */
export const postrouting = ({ randomFully }: ProxySettings): Chain =>
	chain('KUBE-POSTROUTING', [
		{
			match: [not(marked)],
			target: goBack,
			because: documented(
				'masquerade-mark-absent',
				'A1',
				'No rule marked this packet for masquerade, so kube-proxy leaves its source alone.'
			)
		},
		{ match: [], target: { kind: 'mark', how: 'xor', value: masqueradeMark, mask: 0 } },
		{
			match: [],
			target: { kind: 'masquerade', randomFully },
			comment: 'kubernetes service traffic requiring SNAT',
			because: documented(
				'masquerade-service',
				'3.7',
				"The packet was marked for masquerade: its source becomes this node's own address. The port shown is the old one as an example; the kernel takes a random one."
			)
		}
	]);

/** What is said of marked packets where nothing stands behind KUBE-FORWARD that would ask more. */
export const forwardMarked = documented(
	'forward-marked',
	'A1',
	'The packet carries the masquerade mark of Service traffic, so it is forwarded.'
);

/** AKS nodes do not set `nf_conntrack_tcp_be_liberal`, so the first rule is there; its counter (nfacct) is left out. */
export const forward = (acceptsMarked: Reason): Chain =>
	chain('KUBE-FORWARD', [
		{
			match: [stateIs('INVALID')],
			target: drop,
			because: documented(
				'forward-invalid',
				'A1',
				'The packet belongs to no connection that this node knows, so it is dropped.'
			)
		},
		{
			match: [marked],
			target: accept,
			comment: 'kubernetes forwarding rules',
			because: acceptsMarked
		},
		{
			match: [stateIs('RELATED', 'ESTABLISHED')],
			target: accept,
			comment: 'kubernetes forwarding conntrack rule',
			because: documented(
				'forward-established',
				'A1',
				'The packet belongs to a connection that this node knows, so it is forwarded.'
			)
		}
	]);

/** Closes the hole that `route_localnet` opens. */
export const firewall = ({ localhostNodePorts }: ProxySettings): Chain =>
	chain(
		'KUBE-FIREWALL',
		localhostNodePorts
			? [
					{
						match: [
							not(from('127.0.0.0/8')),
							to('127.0.0.0/8'),
							not(stateIs('RELATED', 'ESTABLISHED', 'DNAT'))
						],
						target: drop,
						comment: 'block incoming localnet connections',
						because: documented(
							'localnet-blocked',
							'A1',
							'A packet for 127.0.0.0/8 that does not come from there is dropped.'
						)
					}
				]
			: []
	);

/** Whatever is for the node itself and for no Service address may be for a node port. */
export const toNodePorts = ({ localhostNodePorts }: ProxySettings): Rule => ({
	match: localhostNodePorts ? [toLocal] : [not(to('127.0.0.0/8')), toLocal],
	target: jump('KUBE-NODEPORTS'),
	comment: 'kubernetes service nodeports; NOTE: this must be the last rule in this chain'
});
