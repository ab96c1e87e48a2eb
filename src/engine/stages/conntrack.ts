/** Connection tracking: does this packet belong to a connection that the node knows? */
import { find, keyOf } from '../machine/sessions.ts';
import type { Tracked } from '../machine/journey.ts';
import { reversed, tupleText } from '../tuple.ts';
import type { Because, Packet, Reason } from '../types.ts';
import { stage, type Decision, type Situation } from './stage.ts';

const because = (code: Reason['code'], says: string): Because => [
	{ code, says, fact: 'A2', certainty: 'kernel' }
];

/** A new entry may be opened by a first packet, by any UDP packet, and by TCP data in mid-connection (the kernel's loose pick-up). */
const mayOpen = ({ flag, tuple }: Packet): boolean =>
	flag === 'first' || flag === 'data' || (flag === 'answer' && tuple.protocol === 'udp');

function track({ device, packet, sessions, tracked }: Situation): {
	tracked: Tracked;
	because: Because;
} {
	// 1. A packet that loops back, or an error made here, still carries its connection.
	if (tracked)
		return {
			tracked,
			because: because('conntrack-related', 'The packet already carries its connection.')
		};

	// 2. An ICMP error is judged by the packet that it speaks of.
	if (packet.about) {
		const known = find(sessions, keyOf(device, 'conntrack'), reversed(packet.about));
		const entry = known?.session ?? {
			original: packet.about,
			reply: reversed(packet.about),
			seenReply: false
		};
		return known
			? {
					tracked: {
						entry,
						direction: known.direction,
						fresh: false,
						state: 'related'
					},
					because: because(
						'conntrack-related',
						`The error speaks of a connection that this node knows: ${tupleText(known.session.original)}.`
					)
				}
			: {
					tracked: { entry, direction: 'reply', fresh: false, state: 'invalid' },
					because: because(
						'conntrack-invalid',
						'The error speaks of a connection that this node does not know.'
					)
				};
	}

	// 3. Either tuple of an entry may match; the second one marks an answer.
	const found = find(sessions, keyOf(device, 'conntrack'), packet.tuple);
	if (found) {
		const { session, direction } = found;
		const answered = session.seenReply || direction === 'reply';
		return {
			tracked: {
				entry: { original: session.original, reply: session.reply, seenReply: answered },
				direction,
				fresh: false,
				state: answered ? 'established' : 'new'
			},
			because:
				direction === 'reply'
					? because(
							'conntrack-reply',
							`It answers ${tupleText(session.original)}, which this node let through.`
						)
					: because(
							'conntrack-established',
							`This node has an entry for ${tupleText(session.original)}.`
						)
		};
	}

	// 4. Nothing is known: open an entry, or mark the packet invalid.
	const entry = { original: packet.tuple, reply: reversed(packet.tuple), seenReply: false };
	return mayOpen(packet)
		? {
				tracked: { entry, direction: 'original', fresh: true, state: 'new' },
				because: because(
					'conntrack-new',
					'The first packet of a flow: an entry is opened, and written when the packet leaves the node.'
				)
			}
		: {
				tracked: { entry, direction: 'original', fresh: false, state: 'invalid' },
				because: because(
					'conntrack-invalid',
					'It answers nothing that this node knows, and an answer cannot open a connection.'
				)
			};
}

const decide = (situation: Situation): Decision<'tracked'> => ({
	exit: 'tracked',
	verdict: 'pass',
	...track(situation)
});

const words = {
	title: 'Connection tracking',
	explains:
		'The kernel looks the packet up in its table of connections; only the first packet of a connection will read the nat rules.',
	depth: 'component' as const
};

export const conntrack = stage({ id: 'conntrack', ...words, exits: ['tracked'], decide });
export const outputConntrack = stage({
	id: 'output-conntrack',
	...words,
	exits: ['tracked'],
	decide
});
