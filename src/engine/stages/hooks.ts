/** One stage per netfilter hook and table that filters or marks: raw, mangle and filter, in the kernel's names. */
import { isLocal } from '../iptables/local.ts';
import { runHook, type Asked } from '../iptables/run.ts';
import { isMember } from '../iptables/sets.ts';
import type { CtState, TableName } from '../network.ts';
import type { Tracked } from '../machine/journey.ts';
import { keyOf } from '../machine/sessions.ts';
import type { Because } from '../types.ts';
import { becauseOf, matchedRules } from '../iptables/evidence.ts';
import { stage, type Situation } from './stage.ts';

export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

const stateNames = {
	new: 'NEW',
	established: 'ESTABLISHED',
	related: 'RELATED',
	invalid: 'INVALID'
} as const;

function ctstates(tracked: Tracked | null): readonly CtState[] {
	if (!tracked) return [];
	const { entry, state } = tracked;
	if (state === 'invalid') return ['INVALID'];
	return [
		stateNames[state],
		...(entry.original.dst !== entry.reply.src || entry.original.dstPort !== entry.reply.srcPort
			? (['DNAT'] as const)
			: []),
		...(entry.original.src !== entry.reply.dst || entry.original.srcPort !== entry.reply.dstPort
			? (['SNAT'] as const)
			: [])
	];
}

/** What the rules of a node may ask about the packet in hand. */
export function askedOf({ network, device, packet, tracked, sessions, choose }: Situation): Asked {
	const config = network.node(device.name);
	return {
		tuple: packet.tuple,
		mark: packet.mark,
		in: packet.in,
		out: packet.out,
		ctstates: ctstates(tracked),
		isLocal: (address) => isLocal(config, address),
		wasSeen: (list) =>
			(sessions.get(`${keyOf(device, 'recent')}/${list}`) ?? []).some(
				({ original }) => original.src === packet.tuple.src
			),
		inSet: (name, ends, tuple) => isMember(config.ipsets, name, ends, tuple),
		choose
	};
}

const noRules = (hook: Hook, table: TableName): Because => [
	{
		code: 'no-rules',
		says: `The ${table} table of this node holds no rule for ${hook}.`,
		fact: 'A1',
		certainty: 'documented'
	}
];

function filterHook(id: string, title: string, explains: string, table: TableName, hook: Hook) {
	return stage({
		id,
		title,
		explains,
		depth: table === 'filter' ? 'component' : 'rule',
		exits: ['accepted', 'dropped', 'rejected'],
		decide(situation) {
			const rules = situation.network.node(situation.device.name).rules[table];
			if (!rules.get(hook)?.rules.length)
				return { exit: 'accepted', verdict: 'pass', because: noRules(hook, table) };

			const outcome = runHook(rules, hook, askedOf(situation));
			const verdict = outcome.verdict === 'accept' ? 'pass' : outcome.verdict;
			const exit =
				outcome.verdict === 'accept'
					? 'accepted'
					: outcome.verdict === 'drop'
						? 'dropped'
						: 'rejected';
			return {
				exit,
				verdict,
				because: becauseOf(hook, table, outcome),
				packet: { ...situation.packet, mark: outcome.mark },
				rules: matchedRules(hook, table, outcome),
				tried: outcome.tried
			};
		}
	});
}

const raw = 'Rules that stand before connection tracking.';
const mangle = 'Rules that may mark or change a packet before it is routed or sent.';

export const rawPrerouting = filterHook(
	'raw-prerouting',
	'Raw rules on arrival',
	raw,
	'raw',
	'PREROUTING'
);
export const manglePrerouting = filterHook(
	'mangle-prerouting',
	'Mangle rules on arrival',
	mangle,
	'mangle',
	'PREROUTING'
);
export const mangleInput = filterHook(
	'mangle-input',
	'Mangle rules for this node',
	mangle,
	'mangle',
	'INPUT'
);
export const filterInput = filterHook(
	'filter-input',
	'May it reach this node?',
	'The filter rules for packets that are addressed to the node itself.',
	'filter',
	'INPUT'
);
export const mangleForward = filterHook(
	'mangle-forward',
	'Mangle rules in passing',
	mangle,
	'mangle',
	'FORWARD'
);
export const filterForward = filterHook(
	'filter-forward',
	'May it pass through?',
	"The filter rules for packets that the node forwards; every pod's traffic is forwarded.",
	'filter',
	'FORWARD'
);
export const manglePostrouting = filterHook(
	'mangle-postrouting',
	'Mangle rules before sending',
	mangle,
	'mangle',
	'POSTROUTING'
);
export const rawOutput = filterHook(
	'raw-output',
	"Raw rules for the node's own packets",
	raw,
	'raw',
	'OUTPUT'
);
export const mangleOutput = filterHook(
	'mangle-output',
	"Mangle rules for the node's own packets",
	mangle,
	'mangle',
	'OUTPUT'
);
export const filterOutput = filterHook(
	'filter-output',
	'May the node send it?',
	'The filter rules for packets that a process of the node sends.',
	'filter',
	'OUTPUT'
);
