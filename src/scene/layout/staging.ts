/** What a picture is made from: who is on stage, what they hold, and where the packet is. */
import type { Cast, Machine } from '../cast.ts';
import type { MachineLanes, View } from '../picture.ts';
import type { Needs } from './heights.ts';
import type { MachineRows } from './rows.ts';

export interface Staging {
	readonly cast: Cast;
	/** For each leg, the rows of each machine. */
	readonly rows: readonly ReadonlyMap<string, MachineRows>[];
	readonly lanes: ReadonlyMap<string, MachineLanes>;
	readonly view: View;
	/** The box that the packet is in. */
	readonly here: string;
}

export const needsOf = (
	{ rows, lanes }: Pick<Staging, 'rows' | 'lanes'>,
	machine: Machine
): Needs => {
	const mine = rows.flatMap((leg) => leg.get(machine.id) ?? []);
	return {
		machine,
		lanes: lanes.get(machine.id) ?? { left: 0, right: 0 },
		most: Math.max(0, ...mine.map((one) => one.rows.length)),
		edge: mine.some(({ nic }) => nic.length > 0),
		open: machine.walked
	};
};

/** The rows that a machine shows in the leg in view. */
export const rowsIn = ({ rows, view }: Staging, { id }: Machine): MachineRows =>
	rows[view.at.leg]?.get(id) ?? { nic: [], rows: [] };
