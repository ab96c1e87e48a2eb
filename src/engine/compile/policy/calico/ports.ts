/** The ports of a policy rule as Calico's rules hold them: numbers of one protocol together, names each in a rule of its own. */
import type { Match } from '../../../network.ts';
import type { Port } from '../../../policy/rules.ts';
import { inSet, protocolIs } from '../../rule.ts';
import { namedPort } from './peer.ts';
import type { World } from '../../../world.ts';
import type { IpSet } from '../../../network.ts';

/** One rule's ports. `ports` are those of the policy that it stands for. */
export interface PortMatch {
	readonly match: readonly Match[];
	readonly ports: readonly Port[];
	readonly sets: readonly IpSet[];
}

type Range = Extract<Port, { kind: 'range' }>;

/** A multiport match has fifteen places, and a range takes two. */
const places = 15;

export function portMatches(world: World, ports: readonly Port[]): readonly PortMatch[] {
	const ranges = ports.filter((port): port is Range => port.kind === 'range');
	const others = ports.flatMap((port): readonly PortMatch[] => {
		switch (port.kind) {
			case 'range':
				return [];
			case 'any':
				return [{ match: [], ports: [port], sets: [] }];
			case 'protocol':
				return [{ match: [protocolIs(port.protocol)], ports: [port], sets: [] }];
			case 'name': {
				const set = namedPort(world, port);
				return [
					{
						match: [protocolIs(port.protocol), inSet(set.name, 'dst', 'dst')],
						ports: [port],
						sets: [set]
					}
				];
			}
		}
	});
	const together = [...Map.groupBy(ranges, ({ protocol }) => protocol)].flatMap(
		([protocol, group]) =>
			chunks(group).map((chunk) => ({
				match: [protocolIs(protocol), multiport(chunk)],
				ports: chunk,
				sets: []
			}))
	);
	return [...others, ...together];
}

export const multiport = (ranges: readonly Range[]): Match => ({
	kind: 'multiport',
	ports: ranges.map(({ first, last }) => ({ from: first, to: last }))
});

function chunks(ranges: readonly Range[]): readonly (readonly Range[])[] {
	const out: Range[][] = [];
	let room = 0;
	for (const range of ranges) {
		const size = range.first === range.last ? 1 : 2;
		if (size > room) {
			out.push([]);
			room = places;
		}
		out.at(-1)!.push(range);
		room -= size;
	}
	return out;
}
