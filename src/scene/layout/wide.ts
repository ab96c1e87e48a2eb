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
import type { Cast, Machine, Subnet } from '../cast.ts';
import { size, type Layout, type Rect } from '../picture.ts';
import { others } from './columns.ts';
import { Drawing } from './drawing.ts';
import { placeMachine } from './machine.ts';
import {
	gatewayHeight,
	gatewayWidth,
	measure,
	text,
	type Attempt,
	type Measures
} from './measures.ts';
import { north } from './north.ts';
import { needsOf, rowsIn, type Staging } from './staging.ts';

const { pad } = size;

/** Null where it does not fit. Where it is too low, what is not met goes: first above the machines, then beside them. */
export function wide(staging: Staging): Layout | null {
	const { cast, view } = staging;
	const low = { ...cast, loadBalancers: cast.loadBalancers.filter(({ walked }) => walked) };
	const attempts: readonly Attempt[] = [
		{ cast, aside: true, low: false },
		{ cast: low, aside: true, low: true },
		{ cast, aside: false, low: false },
		{ cast: low, aside: false, low: true }
	];
	const drawn = attempts.flatMap((attempt) => {
		const measures = measure(staging, attempt);
		return measures ? [{ measures, cast: attempt.cast }] : [];
	});
	const lowest = drawn.reduce<(typeof drawn)[number] | null>(
		(a, b) => (!a || b.measures.floor < a.measures.floor ? b : a),
		null
	);
	const chosen = drawn.find(({ measures }) => measures.floor + 3 * pad <= view.height) ?? lowest;
	return chosen && draw(staging, chosen.cast, chosen.measures);
}

function draw(staging: Staging, cast: Cast, measures: Measures): Layout {
	const { width } = staging.view;
	const { bypass, ways, corridor, floor, subnets } = measures;
	const drawing = new Drawing(staging.here);
	north(drawing, cast, measures, width);
	let x = 3 * pad;
	for (const [index, subnet] of subnets.entries()) {
		drawSubnet(drawing, staging, cast, measures, subnet, { x, start: index ? x + pad : text });
		x += measures.widthOf(subnet) + pad;
	}
	const { boxes, words: said, rows, bodies, slots, slot } = drawing;
	return {
		width,
		height: floor + 3 * pad,
		form: 'wide',
		boxes,
		words: said,
		rows,
		lanes: {
			riser: 2 * pad + size.edge,
			bypass,
			ways,
			corridor,
			machines: staging.lanes,
			bodies
		},
		slot: slot ?? { x: 0, y: 0, width: 0, height: 0 },
		slots
	};
}

function drawSubnet(
	drawing: Drawing,
	staging: Staging,
	cast: Cast,
	measures: Measures,
	subnet: Subnet,
	at: { readonly x: number; readonly start: number }
): void {
	const { here, view } = staging;
	const { subnet: top, gateway, floor, shown } = measures;
	const { x, start } = at;
	const w = measures.widthOf(subnet);
	const end = x + w - pad;
	drawing.container(
		subnet.id,
		'subnet',
		{ x, y: top, width: w, height: floor - top },
		subnet.walked
	);
	drawing.say(subnet.id, subnet.name, 'name', start, top + 15);
	drawing.say(subnet.id, subnet.detail, 'code', start, top + 31);
	const gate = gatewayWidth(cast, subnet.gateway);
	drawing.device(
		{ ...subnet.gateway, detail: '' },
		'gateway',
		{ x: end - gate, y: gateway, width: gate, height: gatewayHeight },
		pad
	);
	const rest = others(subnet, shown);
	if (rest) drawing.say(subnet.id, rest, 'small', end, floor - 11, 'right');
	for (const { machine, frame } of framesOf(measures, subnet, x, end)) {
		const step = here === machine.id ? view.at.step : null;
		drawing.machine(
			machine.id,
			placeMachine({ ...needsOf(staging, machine), frame, rows: rowsIn(staging, machine), step })
		);
	}
}

/** Where each machine of a subnet stands: those that are met side by side, the others under each other at the end. */
function framesOf(
	measures: Measures,
	subnet: Subnet,
	x: number,
	end: number
): readonly { readonly machine: Machine; readonly frame: Rect }[] {
	const {
		met,
		homeOf,
		column,
		machines: y,
		machineHeight: height,
		aside,
		asideWidth,
		stacked
	} = measures;
	const side = met
		.filter((one) => homeOf(one) === subnet)
		.map((machine, i) => ({
			machine,
			frame: { x: x + pad + i * (column + pad), y, width: column, height }
		}));
	if (subnet !== aside) return side;
	const below = stacked.map((one) => ({
		machine: one.machine,
		frame: { x: end - asideWidth, y: y + one.y, width: asideWidth, height: one.height }
	}));
	return [...side, ...below];
}
