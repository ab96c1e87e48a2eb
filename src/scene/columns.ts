/** Which machines stand where in the wide picture: those that are met in columns of their own, the others under each other. */
import type { Cast, Machine, Subnet } from './cast.ts';
import { wantedHeight } from './machine.ts';
import { size } from './picture.ts';

export interface Columns {
	readonly met: readonly Machine[];
	/** Those that share one more column, the likelier ones first. */
	readonly beside: readonly Machine[];
	readonly aside: Subnet | null;
	readonly subnets: readonly Subnet[];
	readonly homeOf: (machine: Machine) => Subnet;
}

export function columnsOf({ subnets }: Cast, withAside: boolean): Columns {
	const all = subnets.flatMap(({ machines }) => machines);
	const homes = new Map(
		subnets.flatMap((subnet) => subnet.machines.map((machine) => [machine.id, subnet]))
	);
	const homeOf = (machine: Machine) => homes.get(machine.id)!;
	const met = all.filter(({ walked }) => walked);
	const others =
		withAside || !met.length
			? all.filter(({ walked }) => !walked).sort((a, b) => Number(b.possible) - Number(a.possible))
			: [];
	const aside = others[0] ? homeOf(others[0]) : null;
	return {
		met,
		beside: others.filter((one) => homeOf(one) === aside),
		aside,
		subnets: subnets.filter(
			(subnet) => subnet.walked || subnet === aside || met.some((one) => homeOf(one) === subnet)
		),
		homeOf
	};
}

export interface Stacked {
	readonly machine: Machine;
	readonly y: number;
	readonly height: number;
}

/** As many as fit under each other, each as high as it likes while there is room. */
export function stack(
	machines: readonly Machine[],
	width: number,
	room: number
): readonly Stacked[] {
	const found: Stacked[] = [];
	let y = 0;
	for (const machine of machines) {
		const height = wantedHeight(
			{ machine, lanes: { left: 0, right: 0 }, most: 0, edge: false, open: false },
			width
		);
		if (y + height > room) break;
		found.push({ machine, y, height });
		y += height + size.pad;
	}
	return found;
}

const count = (n: number, one: string) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;

/** Machines of a subnet that are not drawn: `+ 98 nodes · 2,940 pods`. */
export function others({ machines }: Subnet, shown: readonly Machine[]): string | null {
	const rest = machines.filter((one) => !shown.includes(one));
	if (!rest.length) return null;
	const nodes = rest.filter(({ kind }) => kind === 'node');
	const pods = nodes.reduce((sum, one) => sum + one.pods.length, 0);
	const parts = [
		nodes.length ? count(nodes.length, 'node') : '',
		rest.length > nodes.length ? count(rest.length - nodes.length, 'machine') : '',
		pods ? count(pods, 'pod') : ''
	];
	return `+ ${parts.filter(Boolean).join(' · ')}`;
}
