/**
 * Sorts what was seen by connection and leg. A connection is known by its source port at
 * its client, then by TCP's sequence numbers (which no translation changes) or by the
 * words of a datagram; what the rules saw is joined to that by address, port and IP's own number.
 */
import type { Packet, Seen } from './capture.ts';
import { tupleLine } from './forms.ts';
import type { Passed } from './hooks.ts';
import type { Call, Evidence } from './twin.ts';

export const legs = ['request', 'reply', 'next'] as const;
export type LegName = (typeof legs)[number];

export interface Pile {
	readonly seen: Seen[];
	readonly passed: Passed[];
}

export type Story = Readonly<Record<LegName, Pile>>;

type Sort = (packet: Packet) => LegName | null;
type Ends = Pick<Packet, 'protocol' | 'src' | 'srcPort' | 'dst' | 'dstPort' | 'id' | 'flags'>;

export function stories(
	{ seen, passed }: Evidence,
	calls: readonly Call[]
): ReadonlyMap<number, Story> {
	const all = new Map<number, Story>();
	const byPacket = new Map<string, Pile>();
	const byClient = new Map<string, { readonly story: Story; readonly ids: ReadonlySet<string> }>();
	for (const call of calls) {
		const story: Story = { request: empty(), reply: empty(), next: empty() };
		all.set(call.sourcePort, story);

		// A node translates its own packets before they are on a wire, and may drop them there.
		const inside = passed.find((one) => one.place === call.from && isFirst(one, call));
		const outside = seen.find(
			({ place, packet }) =>
				place === call.from &&
				packet.protocol === call.protocol &&
				(isFirst(packet, call) ||
					(inside !== undefined && packet.id === inside.id && packet.flags === inside.flags))
		)?.packet;
		const legOf = call.protocol === 'tcp' ? tcpLegs(seen, call, outside) : udpLegs(call);
		for (const one of seen) {
			const leg = legOf(one.packet);
			if (leg) story[leg].seen.push(one);
		}

		const ids = new Set(
			legs.flatMap((leg) => story[leg].seen.map(({ packet }) => `${leg} ${packet.id}`))
		);
		for (const leg of legs)
			for (const { packet } of story[leg].seen) {
				byPacket.set(key(packet), story[leg]);
				byClient.set(clientOf(packet, leg), { story, ids });
			}
		if (inside) {
			ids.add(`request ${inside.id}`);
			byClient.set(clientOf(inside, 'request'), { story, ids });
		}
	}
	for (const one of passed) pileOf(one)?.passed.push(one);
	return all;

	/** The very packet may have been on a wire; else it has the client's address and port, and the number of the leg's packet. */
	function pileOf(one: Passed): Pile | undefined {
		const found = byPacket.get(key(one));
		if (found || one.protocol === 'icmp') return found;
		for (const leg of legs) {
			const { story, ids } = byClient.get(clientOf(one, leg)) ?? {};
			if (story && ids?.has(`${leg} ${one.id}`) && fits(one, leg)) return story[leg];
		}
		return undefined;
	}
}

const empty = (): Pile => ({ seen: [], passed: [] });

const isFirst = (one: Ends, { protocol, sourcePort, host, port }: Call) =>
	one.protocol === protocol &&
	(protocol === 'udp' || one.flags === 'S') &&
	one.srcPort === sourcePort &&
	one.dst === host &&
	one.dstPort === port;

const key = (packet: Ends) => `${tupleLine(packet)} ${packet.flags} ${packet.id}`;

const clientOf = ({ src, srcPort, dst, dstPort }: Ends, leg: LegName) =>
	leg === 'reply' ? `${dst}:${dstPort}` : `${src}:${srcPort}`;

const flagsOf: Readonly<Record<LegName, RegExp>> = {
	request: /^S?$/,
	reply: /^$|SA|R/,
	next: /^A?$/
};
const fits = ({ flags }: Ends, leg: LegName) => flagsOf[leg].test(flags);

const after = (number: number) => (number + 1) >>> 0;

/** SYN; SYN-ACK, reset or error; the ACK that completes the handshake. */
function tcpLegs(seen: readonly Seen[], { sourcePort }: Call, first: Packet | undefined): Sort {
	if (!first)
		return ({ about }) =>
			about?.protocol === 'tcp' && about.srcPort === sourcePort ? 'reply' : null;
	const answer = seen.find(
		({ packet }) => packet.flags === 'SA' && packet.ack === after(first.seq)
	)?.packet;
	return ({ protocol, flags, seq, ack, length, about }) => {
		if (about) return about.protocol === 'tcp' && about.seq === first.seq ? 'reply' : null;
		if (protocol !== 'tcp') return null;
		if (flags === 'S') return seq === first.seq ? 'request' : null;
		if (flags === 'SA' || flags.includes('R')) return ack === after(first.seq) ? 'reply' : null;
		const third =
			flags === 'A' &&
			length === 0 &&
			seq === after(first.seq) &&
			answer &&
			ack === after(answer.seq);
		return third ? 'next' : null;
	};
}

/** The first datagram, its answer or error, and the second datagram. */
function udpLegs({ sourcePort }: Call): Sort {
	return ({ about, text }) => {
		const [number, word] = (about ?? { text }).text.split(' ');
		if (number !== String(sourcePort)) return null;
		if (about) return 'reply';
		return word === 'first' ? 'request' : word === 'next' ? 'next' : 'reply';
	};
}
