/** What the kernel did to one connection, in the common form. */
import type { Call, Evidence } from './twin.ts';
import {
	byNode,
	connectionLine,
	hookLines,
	tupleLine,
	wireLine,
	type Form,
	type LegForm
} from './forms.ts';
import type { Pile, Story } from './stories.ts';

interface Tuple {
	readonly protocol: string;
	readonly src: string;
	readonly srcPort: number;
	readonly dst: string;
	readonly dstPort: number;
}

/**
 * `anyPort`: the engine says that a rule of this walk takes a new source port by chance
 * (`--random-fully`); whatever port that was is written as the old one.
 */
export function observed(evidence: Evidence, call: Call, story: Story, anyPort: boolean): Form {
	const chance = new Set(anyPort ? story.request.seen.map(({ packet }) => packet.srcPort) : []);
	const port = (number: number) => (chance.has(number) ? call.sourcePort : number);
	const plain = <T extends Omit<Tuple, 'protocol'>>(tuple: T): T => ({
		...tuple,
		srcPort: port(tuple.srcPort),
		dstPort: port(tuple.dstPort)
	});
	/** Later lines of the same words are a packet sent again. */
	const firsts = (lines: readonly string[]) => [...new Set(lines)];
	const leg = (pile: Pile): LegForm | null =>
		pile.seen.length || pile.passed.length
			? {
					wire: firsts(
						pile.seen
							.filter((one) => one.interface !== 'lo')
							.map(({ place, interface: name, direction, packet }) =>
								wireLine(place, name, direction, plain(packet))
							)
					),
					hooks: byNode(
						withoutCopies(
							pile.passed.map((one) => ({
								place: one.place,
								lines: hookLines({ ...one, tuple: plain(one) })
							}))
						)
					)
				}
			: null;

	const asked = new Set(
		[
			...story.request.seen.map(({ place, packet }) => ({ place, tuple: packet })),
			...story.request.passed.map((one) => ({ place: one.place, tuple: one }))
		].map(({ place, tuple }) => `${place} ${tupleLine(tuple)}`)
	);
	const { outcome, saw, message } = evidence.reports.get(call.sourcePort)!;
	const [address, seenPort] = saw?.split(':') ?? [];
	return {
		request: leg(story.request) ?? { wire: [], hooks: {} },
		reply: leg(story.reply),
		next: leg(story.next),
		connections: evidence.entries
			.filter(({ place, protocol, original }) =>
				asked.has(`${place} ${tupleLine({ protocol, ...original })}`)
			)
			.map(({ place, protocol, original, reply }) =>
				connectionLine(place, protocol, plain(original), plain(reply))
			)
			.sort(),
		clientSees: outcome === 'error' ? `error: ${message}` : outcome,
		saw: address ? `${address}:${port(Number(seenPort))}` : null
	};
}

/**
 * A promiscuous bridge passes a frame on and also takes a copy up, which goes through
 * FORWARD once more and is dropped there as INVALID (A3). The frame's own way is compared.
 */
function withoutCopies<T extends { readonly place: string; readonly lines: readonly string[] }>(
	hooks: readonly T[]
): T[] {
	const met = new Set<string>();
	return hooks.filter(({ place, lines: [head] }) => {
		const fresh = !met.has(`${place} ${head}`);
		met.add(`${place} ${head}`);
		return fresh;
	});
}
