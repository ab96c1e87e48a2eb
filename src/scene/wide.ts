/**
 * The wide picture: the internet above, Azure below it, machines side by side.
 *
 *   ┌ internet: host ───────────────────┐
 *   ├ region: load balancer ────────────┤
 *   │ ┌ virtual network ──────────────┐ │
 *   │ │ ┌ subnet ─────────── gateway ┐│ │
 *   │ │ │ ════════ corridor ════════ ││ │
 *   │ │ │ [node]  [node]             ││ │
 */
import type { Cast } from './cast.ts';
import { widths as slotWidths } from './beside.ts';
import { columnsOf, others, stack, type Columns } from './columns.ts';
import { deviceWidth, Drawing } from './drawing.ts';
import { isNorth, joints } from './lanes.ts';
import { leastHeight, placeMachine, wantedHeight, type Needs } from './machine.ts';
import {
	bottom,
	gutter,
	size,
	slotHeight,
	type Layout,
	type MachineLanes,
	type Rect,
	type View
} from './picture.ts';
import type { MachineRows } from './rows.ts';
import { fonts, widthOf } from './text.ts';

export interface Staging {
	readonly cast: Cast;
	readonly rows: readonly ReadonlyMap<string, MachineRows>[];
	readonly lanes: ReadonlyMap<string, MachineLanes>;
	readonly view: View;
	/** The box that the packet is in. */
	readonly here: string;
}

const { pad, bar, heading, lane } = size;
/** The least width of a machine that is met, that of one that would like room, and the share of those that are not met. */
const narrowest = 222;
const comfortable = 300;
const share = 0.62;
/** Where words begin, past the ways at the left. */
const text = 2 * pad + gutter(2);

export const mostRows = (rows: Staging['rows'], id: string): number =>
	Math.max(0, ...rows.map((leg) => leg.get(id)?.rows.length ?? 0));

export const needsOf = (
	{ rows, lanes }: Pick<Staging, 'rows' | 'lanes'>,
	machine: Needs['machine']
): Needs => ({
	machine,
	lanes: lanes.get(machine.id) ?? { left: 0, right: 0 },
	most: mostRows(rows, machine.id),
	edge: rows.some((leg) => (leg.get(machine.id)?.nic.length ?? 0) > 0),
	open: machine.walked
});

/** Null where the machines that are met do not fit beside each other. Where it is too low, what is not met above them goes. */
export function wide(staging: Staging): Layout | null {
	const { cast, view } = staging;
	const low = { ...cast, loadBalancers: cast.loadBalancers.filter(({ walked }) => walked) };
	const tries = [
		() => draw(staging, cast, true, false),
		() => draw(staging, low, true, true),
		() => draw(staging, cast, false, false),
		() => draw(staging, low, false, true)
	];
	let best: Layout | null = null;
	for (const attempt of tries) {
		const drawn = attempt();
		if (drawn && drawn.height <= view.height) return drawn;
		if (drawn && (!best || drawn.height < best.height)) best = drawn;
	}
	return best;
}

/** Does any leg go between the internet and the network without the load balancer? */
const passesBy = ({ visits }: Cast): boolean =>
	visits.some((leg) =>
		leg.some(
			({ box }, i) =>
				box.startsWith('internet/') &&
				![leg[i - 1], leg[i + 1]].some((one) => one?.box.startsWith('load-balancer/')) &&
				leg.some((one) => !isNorth(one.box))
		)
	);

/** The widest envelope that fits, or 0. */
const widestSlot = (room: number): number => slotWidths.find((one) => one <= room) ?? 0;

/** Ports that a gateway needs: in and out for each time that a request or a reply meets it. */
const gatewayWidth = ({ visits }: Cast, id: string): number => {
	const doors =
		2 *
		visits.slice(0, 2).reduce((sum, leg) => sum + leg.filter(({ box }) => box === id).length, 0);
	return Math.max(162, 40 + (doors - 1) * lane);
};

interface Widths {
	readonly column: number;
	readonly aside: number;
	of(subnet: Columns['subnets'][number]): number;
}

function widthsOf({ met, aside, subnets, homeOf }: Columns, network: number): Widths | null {
	const count = met.length + (aside ? 1 : 0);
	const usable =
		network -
		pad -
		subnets.length * 2 * pad -
		(count - subnets.length) * pad -
		(subnets.length - 1) * pad -
		pad;
	const asideWidth = aside ? Math.max(narrowest, (usable * share) / (met.length + share)) : 0;
	const column = met.length ? (usable - asideWidth) / met.length : 0;
	if (met.length && column < (aside ? comfortable : narrowest)) return null;
	return {
		column,
		aside: asideWidth,
		of: (subnet) =>
			met.filter((one) => homeOf(one) === subnet).length * (column + pad) +
			(subnet === aside ? asideWidth + pad : 0) +
			pad
	};
}

function draw(staging: Staging, cast: Cast, withAside: boolean, isLow: boolean): Layout | null {
	const { rows, lanes, view, here } = staging;
	const { width, at } = view;
	const columns = columnsOf(cast, withAside);
	const { met, aside, subnets, homeOf } = columns;
	const networkX = 2 * pad;
	const networkWidth = width - 4 * pad;
	const widths = widthsOf(columns, networkWidth);
	const [first] = subnets;
	if (!widths || !first) return null;
	const drawing = new Drawing();

	// 1. Ways from top to bottom: beside the words at the left, and past the load balancer.
	const balancer = cast.loadBalancers[0];
	const host = cast.hosts[0];
	const balancerRight = balancer ? 2 * pad + deviceWidth(balancer, gutter(2)) : 0;
	const names = [
		widthOf(cast.network.name, fonts.name),
		widthOf(first.name, fonts.name),
		widthOf(first.detail, fonts.code)
	];
	const bypass = Math.max(balancerRight, text + Math.max(...names)) + size.edge;
	const by = passesBy(cast);
	const gate = gatewayWidth(cast, first.gateway.id);
	if (by && widths.of(first) < bypass + lane + 14 - networkX - pad + gate + pad) return null;
	const hostWidth = Math.max(
		host ? deviceWidth(host, gutter(2)) : 0,
		by ? bypass + lane + size.edge - 2 * pad : 0
	);
	const side =
		Math.max(
			...['internet', 'Azure region'].map((one) => widthOf(one, fonts.small)),
			widthOf(cast.network.detail, fonts.code)
		) +
		3 * pad;
	// The envelope of what stands above the machines needs a place free of words, between those at both sides.
	const room =
		width - side - Math.max(2 * pad + hostWidth, balancerRight, bypass + (by ? lane : 0)) - pad;
	const envelope = widestSlot(
		subnets.length > 1 ? room : Math.min(room, room + side - 3 * pad - gate)
	);
	if (!envelope) return null;

	// 2. The internet and the region with its load balancer.
	const hidden = isLow && !host;
	const internet: Rect = {
		x: pad,
		y: pad,
		width: width - 2 * pad,
		height: hidden ? -14 : host ? bar + 16 : 28
	};
	if (!hidden) {
		drawing.container('internet/internet', 'internet', internet, Boolean(host));
		drawing.say(
			'internet/internet',
			'internet',
			'small',
			width - 2 * pad,
			internet.y + 14,
			'right'
		);
	}
	const regionTop = bottom(internet) + pad + 4;
	const regionHead = balancer ? bar + 16 : heading;
	const crowded = subnets.some(
		(subnet, i) =>
			(i ? pad : text - networkX - pad) +
				Math.max(widthOf(subnet.name, fonts.name), widthOf(subnet.detail, fonts.code)) +
				14 +
				gatewayWidth(cast, subnet.gateway.id) +
				pad >
			widths.of(subnet)
	);
	// Where it is low there is no such place, and the envelope lies in a machine for that moment.
	const wanted = isLow
		? 0
		: slotHeight(envelope) + (subnets.length > 1 || crowded ? 0 : -heading - 36) + 2 * pad;
	const networkTop = Math.max(regionTop + regionHead, wanted - heading);
	const subnetTop = networkTop + heading;

	// 3. Heights, from the bottom of the machines up to the page.
	const gatewayTop = subnetTop + (crowded ? 44 : 8);
	const gatewayHeight = 36;
	const corridor = gatewayTop + gatewayHeight + 4;
	const machineTop =
		corridor + 24 + size.way * cast.visits.slice(0, 2).reduce((sum, leg) => sum + joints(leg), 0);
	const needs = (machine: Needs['machine']) => needsOf(staging, machine);
	const highest = (height: typeof wantedHeight) =>
		Math.max(150, ...met.map((machine) => height(needs(machine), widths.column)));
	const below = 22 + 3 * pad;
	const machineHeight = Math.max(
		Math.min(highest(wantedHeight), view.height - below - machineTop),
		highest(leastHeight)
	);
	const stacked = aside ? stack(columns.beside, widths.aside, machineHeight) : [];
	const shown = [...met, ...stacked.map(({ machine }) => machine)];
	const floor =
		machineTop +
		machineHeight +
		(subnets.some((subnet) => others(subnet, shown) !== null) ? 22 : pad);

	// 4. Containers and what stands above the machines.
	drawing.container(
		'region',
		'region',
		{ x: pad, y: regionTop, width: width - 2 * pad, height: floor + 2 * pad - regionTop },
		true
	);
	drawing.say('region', 'Azure region', 'small', width - 2 * pad, regionTop + 14, 'right');
	if (host)
		drawing.device(
			host,
			'host',
			{ x: 2 * pad, y: internet.y + 8, width: hostWidth, height: bar },
			gutter(2)
		);
	if (balancer)
		drawing.device(
			balancer,
			'load-balancer',
			{ x: 2 * pad, y: regionTop + 8, width: balancerRight - 2 * pad, height: bar },
			gutter(2)
		);
	drawing.container(
		'vnet',
		'network',
		{ x: networkX, y: networkTop, width: networkWidth, height: floor + pad - networkTop },
		cast.network.walked
	);
	drawing.say('vnet', cast.network.name, 'name', text, networkTop + 13);
	drawing.say(
		'vnet',
		cast.network.detail,
		'code',
		networkX + networkWidth - pad,
		networkTop + 13,
		'right'
	);

	// 5. Subnets side by side, each as wide as its machines.
	let slot: Rect | null = null;
	let x = networkX + pad;
	for (const [index, subnet] of subnets.entries()) {
		const w = widths.of(subnet);
		const start = index ? x + pad : text;
		drawing.container(
			subnet.id,
			'subnet',
			{ x, y: subnetTop, width: w, height: floor - subnetTop },
			subnet.walked
		);
		drawing.say(subnet.id, subnet.name, 'name', start, subnetTop + 15);
		drawing.say(subnet.id, subnet.detail, 'code', start, subnetTop + 31);
		const gateWidth = gatewayWidth(cast, subnet.gateway.id);
		drawing.device(
			{ ...subnet.gateway, detail: '' },
			'gateway',
			{ x: x + w - pad - gateWidth, y: gatewayTop, width: gateWidth, height: gatewayHeight },
			pad
		);
		const rest = others(subnet, shown);
		if (rest) drawing.say(subnet.id, rest, 'small', x + w - pad, floor - 11, 'right');
		const mine = met.filter((one) => homeOf(one) === subnet);
		const frames = [
			...mine.map((machine, i) => ({
				machine,
				frame: {
					x: x + pad + i * (widths.column + pad),
					y: machineTop,
					width: widths.column,
					height: machineHeight
				}
			})),
			...(subnet === aside
				? stacked.map(({ machine, y, height }) => ({
						machine,
						frame: { x: x + w - pad - widths.aside, y: machineTop + y, width: widths.aside, height }
					}))
				: [])
		];
		for (const { machine, frame } of frames) {
			const placed = placeMachine({
				...needs(machine),
				frame,
				rows: rows[at.leg]?.get(machine.id) ?? { nic: [], rows: [] },
				step: here === machine.id ? at.step : null
			});
			drawing.machine(machine.id, placed);
			if (placed.slot && (here === machine.id || placed.boxes.some(({ id }) => id === here)))
				slot = placed.slot;
		}
		x += w + pad;
	}
	const { boxes, words, rows: drawnRows, bodies, slots } = drawing;
	return {
		width,
		height: floor + 3 * pad,
		form: 'wide',
		boxes,
		words,
		rows: drawnRows,
		lanes: { riser: 2 * pad + size.edge, bypass, passed: by, corridor, machines: lanes, bodies },
		slot: slot ?? { x: 0, y: 0, width: 0, height: 0 },
		slots
	};
}
