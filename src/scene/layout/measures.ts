/**
 * The numbers of the wide picture, before anything is drawn.
 *
 *   │←text→│ names  │←bypass│  envelopes  │←side→│   from left to right
 *   internet · region · network · subnet · corridor · machines · floor   from top to bottom
 */
import type { Actor, Cast, Machine, Subnet } from '../cast.ts';
import { isNorth, joints } from '../lanes.ts';
import { gutter, size, slotHeight } from '../picture.ts';
import { fonts, widthOf } from '../text.ts';
import { widths as slotWidths } from './beside.ts';
import { columnsOf, others, stack, type Columns, type Stacked } from './columns.ts';
import { leastHeight, wantedHeight } from './heights.ts';
import { deviceWidth } from './label.ts';
import { needsOf, type Staging } from './staging.ts';

const { pad, bar, heading, lane } = size;
/** The least width of a machine that is met, that of one that would like room, and the share of those that are not met. */
const narrowest = 222;
const comfortable = 300;
const share = 0.62;

export const words = { internet: 'internet', region: 'Azure region' } as const;
export const gatewayHeight = 36;
/** Where words begin, past the ways at the left. */
export const text = 2 * pad + gutter(2);

/** How a picture is tried: with machines that are not met, and at its lowest. */
export interface Attempt {
	readonly cast: Cast;
	readonly aside: boolean;
	readonly low: boolean;
}

export interface Measures extends Columns {
	readonly column: number;
	readonly asideWidth: number;
	readonly stacked: readonly Stacked[];
	readonly shown: readonly Machine[];
	readonly bypass: number;
	/** Ways down that lie between the words. */
	readonly ways: readonly number[];
	readonly hostWidth: number;
	/** Left edges of the devices above the network. */
	readonly devices: readonly number[];
	readonly internet: number;
	readonly region: number;
	readonly network: number;
	readonly subnet: number;
	readonly gateway: number;
	readonly corridor: number;
	readonly machines: number;
	readonly machineHeight: number;
	readonly floor: number;
	readonly widthOf: (subnet: Subnet) => number;
}

const passes = ({ visits }: Cast): boolean =>
	visits.some((leg) =>
		leg.some(({ box }, i) => {
			const beside = [leg[i - 1], leg[i + 1]].map((one) => one?.box ?? '');
			return (
				box.startsWith('internet/') &&
				!beside.some((one) => one.startsWith('load-balancer/')) &&
				leg.some((one) => !isNorth(one.box))
			);
		})
	);

/** The most that any connection needs, there and back: connections are shown one at a time. */
const most = ({ trips }: Cast, of: (leg: Cast['visits'][number]) => number): number =>
	Math.max(0, ...trips.map((legs) => legs.reduce((sum, leg) => sum + of(leg), 0)));

/** A gateway has a port in and one out for each time that a request or a reply meets it. */
export function gatewayWidth(cast: Cast, { id }: Actor): number {
	const met = most(cast, (leg) => leg.filter(({ box }) => box === id).length);
	return Math.max(162, 40 + (2 * met - 1) * lane);
}

/** Widths of the columns, or null where they are too narrow. */
function divide(
	{ met, aside, subnets, homeOf }: Columns,
	width: number
): Pick<Measures, 'column' | 'asideWidth' | 'widthOf'> | null {
	const columns = met.length + (aside ? 1 : 0);
	const usable = width - 4 * pad - (columns + 2 * subnets.length + 1) * pad;
	const asideWidth = aside ? Math.max(narrowest, (usable * share) / (met.length + share)) : 0;
	const column = met.length ? (usable - asideWidth) / met.length : 0;
	if (met.length && column < (aside ? comfortable : narrowest)) return null;
	return {
		column,
		asideWidth,
		widthOf: (subnet) =>
			met.filter((one) => homeOf(one) === subnet).length * (column + pad) +
			(subnet === aside ? asideWidth + pad : 0) +
			pad
	};
}

const wordsOf = ({ name, detail }: Actor) =>
	Math.max(widthOf(name, fonts.name), widthOf(detail, fonts.code));

/** Null where the machines that are met, or the envelope beside what stands above them, have no room. */
export function measure(staging: Staging, { cast, aside, low }: Attempt): Measures | null {
	const { width, height } = staging.view;
	const columns = columnsOf(cast, aside);
	const { met, subnets } = columns;
	const divided = divide(columns, width);
	const [first] = subnets;
	if (!divided || !first) return null;

	// 1. From left to right.
	const [host] = cast.hosts;
	const [balancer, second] = cast.loadBalancers;
	const passed = passes(cast);
	const balancerEnd = balancer ? 2 * pad + deviceWidth(balancer, gutter(2)) : 0;
	const names = Math.max(widthOf(cast.network.name, fonts.name), wordsOf(first));
	const bypass = Math.max(balancerEnd, text + names) + size.edge;
	const gate = gatewayWidth(cast, first.gateway);
	const hostWidth = Math.max(
		host ? deviceWidth(host, gutter(2)) : 0,
		passed ? bypass + lane + size.edge - 2 * pad : 0
	);
	const secondX = bypass + (passed ? lane + 14 : 0);
	const secondEnd = second ? secondX + deviceWidth(second, gutter(2)) : 0;
	const devices = [2 * pad, secondX].slice(0, cast.loadBalancers.length);
	const ways = [
		...(passed ? [bypass, bypass + lane] : []),
		...(second ? [secondX + size.edge, secondX + size.edge + lane] : [])
	];
	if (ways.length && divided.widthOf(first) < Math.max(...ways) + 14 - 2 * pad + gate) return null;
	const side =
		3 * pad +
		Math.max(
			...Object.values(words).map((one) => widthOf(one, fonts.small)),
			widthOf(cast.network.detail, fonts.code)
		);
	const taken = Math.max(2 * pad + hostWidth, balancerEnd, secondEnd, bypass, ...ways);
	const free = width - side - taken - pad;
	const beside = subnets.length > 1 ? free : Math.min(free, free + side - 3 * pad - gate);
	const envelope = slotWidths.find((one) => one <= beside);
	if (envelope === undefined) return null;

	// 2. From top to bottom. Where it is low, an envelope borrows the room of a machine.
	const crowded = subnets.some(
		(subnet, i) =>
			(i ? pad : text - 3 * pad) + wordsOf(subnet) + 14 + gatewayWidth(cast, subnet.gateway) + pad >
			divided.widthOf(subnet)
	);
	const internet = low && !host ? -14 : host ? bar + 16 : 28;
	const region = pad + internet + pad + 4;
	const inHeads = subnets.length > 1 || crowded ? 0 : heading + 36;
	const wanted = low ? 0 : slotHeight(envelope) - inHeads + 2 * pad;
	const network = Math.max(region + (balancer ? bar + 16 : heading), wanted - heading);
	const subnet = network + heading;
	const gateway = subnet + (crowded ? 44 : 8);
	const corridor = gateway + gatewayHeight + 4;
	const machines = corridor + 24 + size.way * most(cast, joints);
	const highest = (of: typeof wantedHeight) =>
		Math.max(150, ...met.map((machine) => of(needsOf(staging, machine), divided.column)));
	const room = height - machines - 22 - 3 * pad;
	const machineHeight = Math.max(Math.min(highest(wantedHeight), room), highest(leastHeight));
	const stacked = stack(columns.beside, divided.asideWidth, machineHeight);
	const shown = [...met, ...stacked.map(({ machine }) => machine)];
	const counted = subnets.some((one) => others(one, shown) !== null) ? 22 : pad;
	const floor = machines + machineHeight + counted;
	return {
		...columns,
		...divided,
		stacked,
		shown,
		bypass,
		ways,
		hostWidth,
		devices,
		internet,
		region,
		network,
		subnet,
		gateway,
		corridor,
		machines,
		machineHeight,
		floor
	};
}
