/** What a capture would show at every vantage point of a leg, and the same folded to its distinct labels. */
import type { FiveTuple, Leg, Sighting } from '#engine/types.ts';
import { deviceWords, tupleWords } from './words.ts';

export interface Vantage {
	readonly where: string;
	readonly direction: 'in' | 'out';
	readonly tuple: FiveTuple;
	readonly observable: boolean;
	readonly step: number;
	/** Fields that differ from the vantage point before. */
	readonly changed: { readonly source: boolean; readonly destination: boolean };
}

/** `node aks-0 eth0`; where nobody can capture, the device alone. */
const place = ({ device, interface: name, observable }: Sighting): string =>
	`${device.kind === 'internet-host' ? 'client' : deviceWords(device)}${observable ? ` ${name}` : ''}`;

export function vantages({ wire }: Leg): readonly Vantage[] {
	return wire.map((sighting, index) => {
		const before = wire[index - 1]?.tuple ?? sighting.tuple;
		const { tuple, direction, observable, step } = sighting;
		return {
			where: place(sighting),
			direction,
			tuple,
			observable,
			step,
			changed: {
				source: before.src !== tuple.src || before.srcPort !== tuple.srcPort,
				destination: before.dst !== tuple.dst || before.dstPort !== tuple.dstPort
			}
		};
	});
}

/** Neighbouring vantage points that see the same label. */
export interface Stretch {
	readonly first: Vantage;
	readonly wheres: readonly string[];
	/** Step from which on this label is on the wire. */
	readonly step: number;
}

export function stretches(leg: Leg): readonly Stretch[] {
	const found: Stretch[] = [];
	for (const vantage of vantages(leg)) {
		const last = found.at(-1);
		if (last && tupleWords(last.first.tuple) === tupleWords(vantage.tuple))
			found[found.length - 1] = { ...last, wheres: [...new Set([...last.wheres, vantage.where])] };
		else found.push({ first: vantage, wheres: [vantage.where], step: vantage.step });
	}
	return found;
}
