/**
 * The nat hooks. The first packet of a connection reads the rules; every other
 * one is translated by the entry, invisibly to any chain (A2).
 *
 *   PREROUTING, OUTPUT   may rewrite the destination (DNAT)
 *   INPUT, POSTROUTING   may rewrite the source (SNAT, MASQUERADE), then the entry is written
 */
import { sourceFor } from '../iptables/local.ts';
import { runHook, type Outcome } from '../iptables/run.ts';
import type { Tracked } from '../machine/journey.ts';
import { keyOf, type Session } from '../machine/sessions.ts';
import type { ConntrackEntry } from '../network.ts';
import { reversed, sameTuple, tupleText } from '../tuple.ts';
import type { Because, FiveTuple, Packet } from '../types.ts';
import { askedOf, type Hook } from './hooks.ts';
import { becauseOf, matchedRules } from '../iptables/evidence.ts';
import { stage, type Decision, type Situation } from './stage.ts';

type End = 'destination' | 'source';

const kernel = (code: 'nat-not-asked' | 'conntrack-translation', says: string): Because => [
	{ code, says, fact: 'A2', certainty: 'kernel' }
];

/** What a packet of this direction must look like once both ends are translated: the other direction, turned round. */
const translated = ({ entry, direction }: Tracked): FiveTuple =>
	reversed(direction === 'original' ? entry.reply : entry.original);

const withEnd = (tuple: FiveTuple, end: End, wanted: FiveTuple): FiveTuple =>
	end === 'destination'
		? { ...tuple, dst: wanted.dst, dstPort: wanted.dstPort }
		: { ...tuple, src: wanted.src, srcPort: wanted.srcPort };

const hasDnat = ({ original, reply }: ConntrackEntry): boolean =>
	original.dst !== reply.src || original.dstPort !== reply.srcPort;
const hasSnat = ({ original, reply }: ConntrackEntry): boolean =>
	original.src !== reply.dst || original.srcPort !== reply.dstPort;

/** Is that end of this packet translated by its connection? An ICMP error is touched only then; in an answer the ends change places. */
const isTranslated = ({ entry, direction }: Tracked, end: End): boolean =>
	(end === 'destination') === (direction === 'original') ? hasDnat(entry) : hasSnat(entry);

/** An answer gets back what the request had; a later packet of the request gets what the first one got. */
function byEntrySays(
	{ entry, direction }: Tracked,
	end: End,
	{ src, srcPort, dst, dstPort, protocol }: FiveTuple
): string {
	const value = end === 'source' ? src : dst;
	const port = end === 'source' ? srcPort : dstPort;
	const text = protocol === 'icmp' ? value : `${value}:${port}`;
	return direction === 'reply'
		? `The entry of ${tupleText(entry.original)} puts the ${end} back to ${text}. No rule is read.`
		: `The entry of this connection makes the ${end} ${text}, as it did for the first packet. No rule is read.`;
}

/** A known connection: the entry speaks, no rule is read. */
function byEntry(
	packet: Packet,
	tracked: Tracked,
	end: End
): Pick<Decision, 'verdict' | 'because' | 'packet'> {
	const wanted = translated(tracked);
	let tuple = packet.tuple;
	let { about } = packet;
	if (about) {
		// The error's own address on that end follows the connection, and so does the packet quoted inside it.
		if (isTranslated(tracked, end)) {
			const quoted = tracked.direction === 'reply' ? tracked.entry.original : tracked.entry.reply;
			tuple = end === 'destination' ? { ...tuple, dst: wanted.dst } : { ...tuple, src: wanted.src };
			about = withEnd(about, end === 'destination' ? 'source' : 'destination', quoted);
		}
	} else tuple = withEnd(tuple, end, wanted);

	const same = sameTuple(tuple, packet.tuple);
	return {
		verdict: same ? 'pass' : 'rewrite',
		packet: { ...packet, tuple, ...(about && { about }) },
		because: same
			? kernel(
					'nat-not-asked',
					'The connection is known, so the nat rules are not read; its entry changes nothing here.'
				)
			: kernel('conntrack-translation', byEntrySays(tracked, end, tuple))
	};
}

/** The entry's reply tuple follows each translation; that is all that NAT is. */
function translate(tuple: FiveTuple, outcome: Outcome, masqueradeAs: string | null): FiveTuple {
	if (outcome.dnat) return { ...tuple, dst: outcome.dnat.address, dstPort: outcome.dnat.port };
	// A port that --random-fully would make is shown as the old port (DESIGN section 8).
	if (outcome.masquerade && masqueradeAs) return { ...tuple, src: masqueradeAs };
	return tuple;
}

function consult(situation: Situation, hook: Hook, end: End): Omit<Decision, 'exit'> {
	const { network, device, packet, tracked } = situation;
	if (!tracked || tracked.state === 'invalid')
		return {
			verdict: 'pass',
			because: kernel('nat-not-asked', 'A packet that belongs to no connection is not translated.')
		};
	if (!tracked.fresh) return byEntry(packet, tracked, end);

	const config = network.node(device.name);
	const rules = config.rules.nat;
	if (!rules.get(hook)?.rules.length)
		return {
			verdict: 'pass',
			because: [
				{
					code: 'no-rules',
					says: `The nat table of this node holds no rule for ${hook}.`,
					fact: 'A1',
					certainty: 'documented'
				}
			]
		};

	const outcome = runHook(rules, hook, askedOf(situation));
	const tuple = translate(
		packet.tuple,
		outcome,
		end === 'source' ? sourceFor(config, packet.out ?? 'eth0') : null
	);
	const key = `${keyOf(device, 'recent')}/`;
	return {
		verdict:
			outcome.verdict === 'drop' ? 'drop' : sameTuple(tuple, packet.tuple) ? 'pass' : 'rewrite',
		packet: { ...packet, tuple, mark: outcome.mark },
		tracked: { ...tracked, entry: { ...tracked.entry, reply: reversed(tuple) } },
		because: becauseOf(hook, 'nat', outcome),
		rules: matchedRules(hook, 'nat', outcome),
		tried: outcome.tried,
		remembers: outcome.noted.map((list) => ({
			key: key + list,
			original: packet.tuple,
			reply: reversed(tuple),
			seenReply: false,
			machine: null
		}))
	};
}

/** Writes the entry at the last hook of the node; a dropped packet never comes here, so it leaves none. */
function confirm(
	{ device }: Situation,
	decision: Omit<Decision, 'exit'>,
	tracked: Tracked | null
): Omit<Decision, 'exit'> {
	if (
		!tracked ||
		tracked.state === 'invalid' ||
		tracked.state === 'related' ||
		decision.verdict === 'drop'
	)
		return decision;
	const { entry } = tracked;
	const record: Session = { key: keyOf(device, 'conntrack'), ...entry, machine: null };
	return {
		...decision,
		tracked: { ...tracked, fresh: false },
		remembers: [...(decision.remembers ?? []), record]
	};
}

const beforeRouting = {
	title: 'Service address becomes endpoint',
	explains:
		'Before routing, a Service address is rewritten to one endpoint. A Service is on no wire; only these rules know it.',
	depth: 'component' as const
};

export const natPrerouting = stage({
	id: 'nat-prerouting',
	...beforeRouting,
	exits: ['routed', 'bridged', 'dropped'],
	decide(situation): Decision<'routed' | 'bridged' | 'dropped'> {
		const decision = consult(situation, 'PREROUTING', 'destination');
		if (decision.verdict === 'drop') return { ...decision, exit: 'dropped' };
		return { ...decision, exit: situation.packet.port ? 'bridged' : 'routed' };
	}
});

export const natOutput = stage({
	id: 'nat-output',
	...beforeRouting,
	exits: ['routed', 'dropped'],
	decide(situation): Decision<'routed' | 'dropped'> {
		const decision = consult(situation, 'OUTPUT', 'destination');
		return { ...decision, exit: decision.verdict === 'drop' ? 'dropped' : 'routed' };
	}
});

const sourceHook = (id: string, title: string, hook: 'INPUT' | 'POSTROUTING') =>
	stage({
		id,
		title,
		explains:
			"The last hook: here the source may become the node's own address, and the connection is written into the table.",
		depth: 'component',
		exits: ['passed', 'dropped'],
		decide(situation): Decision<'passed' | 'dropped'> {
			const decision = consult(situation, hook, 'source');
			const tracked = decision.tracked === undefined ? situation.tracked : decision.tracked;
			const done = confirm(situation, decision, tracked);
			return { ...done, exit: done.verdict === 'drop' ? 'dropped' : 'passed' };
		}
	});

export const natInput = sourceHook('nat-input', 'Source of what the node accepts', 'INPUT');
export const natPostrouting = sourceHook(
	'nat-postrouting',
	'Does the source change?',
	'POSTROUTING'
);
