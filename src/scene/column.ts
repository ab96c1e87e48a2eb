/**
 * The narrow picture: the same boxes under each other, in the order in which the
 * packet meets them. The box that holds the packet is open, the others are bars,
 * and the path runs beside them.
 *
 *   │ ├─ client
 *   │ ├─ load balancer
 *   │ ├┬ node ───────────┐
 *   │  ●  PREROUTING     │
 *   │  [ from … to …   ] │
 */
import type { Actor, Cast, Machine, Subnet } from './cast.ts';
import { marked, placeMachine, wantedHeight, word } from './machine.ts';
import {
	bottom,
	gutter,
	right,
	size,
	slotHeight,
	type Box,
	type BoxKind,
	type Layout,
	type MachineLanes,
	type Rect,
	type Row,
	type Word
} from './picture.ts';
import { others } from './columns.ts';
import { needsOf, type Staging } from './wide.ts';

const gap = 5;
const inset = 4;
const headline = 22;

/** Where a box stands in the walk of the first leg; what is never met comes last. */
function orderOf({ visits }: Cast): (id: string) => number {
	const met = visits.flat().map(({ box }) => box);
	return (id) => (met.includes(id) ? met.indexOf(id) : met.length);
}

/** The machine whose pod this is, or the box itself. */
export function standsIn(cast: Cast, id: string): string {
	const machine = cast.subnets
		.flatMap(({ machines }) => machines)
		.find(({ pods }) => pods.some((pod) => pod.id === id));
	return machine?.id ?? id;
}

/** `extra` is room that the open box takes over, so that the picture is always as high as it ever is. */
export function column(staging: Staging, extra = 0): Layout {
	const { cast, rows, view, here, lanes } = staging;
	const { width, at } = view;
	const inner: ReadonlyMap<string, MachineLanes> = new Map(
		[...lanes].map(([id, { left, right: back }]) => [id, { left: left / 2, right: back }])
	);
	const boxes: Box[] = [];
	const words: Word[] = [];
	const placedRows: Row[] = [];
	const bodies = new Map<string, Rect>();
	const open = standsIn(cast, here);
	const rank = orderOf(cast);
	const laneCount = Math.max(2, ...[...lanes.values()].map(({ left }) => left));
	const x = 2 * inset + gutter(laneCount) + 4;
	const w = width - x - 3 * inset;
	let slot: Rect = { x, y: 0, width: w, height: 0 };
	let y = inset;

	const bar = (actor: Actor, kind: BoxKind) => {
		const isOpen = actor.id === open;
		const {
			words: said,
			height,
			mark
		} = marked(actor, { x: x + 12, y: y + 6, width: w - 22, height: 0 });
		const tall = isOpen ? slotHeight(w - 12) + 6 + extra : 0;
		boxes.push({
			id: actor.id,
			kind,
			container: false,
			walked: actor.walked,
			mark,
			x,
			y,
			width: w,
			height: height + 12 + tall
		});
		words.push(...said);
		if (isOpen) slot = { x: x + 6, y: y + height + 10, width: w - 12, height: tall - 6 };
		y += height + 12 + tall + gap;
	};
	const machine = (one: Machine) => {
		if (one.id !== open) return bar(one, one.kind);
		const met: Machine = { ...one, pods: one.pods.filter(({ walked }) => walked) };
		const own = inner.get(one.id) ?? { left: 1, right: 0 };
		const wanted = needsOf(staging, one);
		const needs = {
			...wanted,
			machine: met,
			lanes: own,
			most: Math.min(wanted.most, 2),
			open: true
		};
		const height = wantedHeight(needs, w) + extra;
		const frame = { x, y, width: w, height };
		const step = here === one.id ? at.step : null;
		const placed = placeMachine({
			...needs,
			frame,
			rows: rows[at.leg]?.get(one.id) ?? { nic: [], rows: [] },
			step
		});
		boxes.push(...placed.boxes);
		words.push(...placed.words);
		placedRows.push(...placed.rows);
		bodies.set(one.id, placed.body);
		if (placed.slot) slot = placed.slot;
		y += height + gap;
	};
	const framed = (
		id: string,
		kind: BoxKind,
		depth: number,
		title: string,
		walked: boolean,
		inside: () => void
	) => {
		const index = boxes.length;
		const top = y;
		words.push(word(id, title, 'small', x, y + headline / 2, true));
		y += headline;
		inside();
		if (id === open) {
			slot = { x: x + 6, y, width: w - 12, height: slotHeight(w - 12) + extra };
			y += slot.height + gap;
		}
		boxes.splice(index, 0, {
			id,
			kind,
			container: true,
			walked,
			mark: null,
			x: depth * inset,
			y: top,
			width: width - 2 * depth * inset,
			height: y - top
		});
		y += gap;
	};
	const subnet = ({ id, name, detail, walked, gateway, machines }: Subnet) =>
		framed(id, 'subnet', 2, `${name} · ${detail}`, walked, () => {
			const met = machines.filter((one) => one.walked);
			const inside: readonly (Machine | null)[] = [...met, ...(gateway.walked ? [null] : [])].sort(
				(a, b) => rank(a?.id ?? gateway.id) - rank(b?.id ?? gateway.id)
			);
			for (const one of inside)
				if (one) machine(one);
				else bar(gateway, 'gateway');
			const rest = others({ id, name, detail, walked, gateway, machines }, met);
			if (rest) words.push(word(id, rest, 'small', x, (y += 18) - 10, true));
		});
	const azure = () =>
		framed('region', 'region', 0, 'Azure region', true, () => {
			const balancers = cast.loadBalancers.filter(({ walked }) => walked);
			const first = Math.min(
				...cast.subnets.map(({ gateway, machines }) =>
					Math.min(rank(gateway.id), ...machines.map(({ id }) => rank(id)))
				)
			);
			const before = balancers.filter(({ id }) => rank(id) < first);
			for (const one of before) bar(one, 'load-balancer');
			framed(
				'vnet',
				'network',
				1,
				`${cast.network.name} · ${cast.network.detail}`,
				cast.network.walked,
				() => cast.subnets.filter(({ walked }) => walked).forEach(subnet)
			);
			for (const one of balancers) if (!before.includes(one)) bar(one, 'load-balancer');
		});
	const internet = () =>
		framed('internet/internet', 'internet', 0, 'internet', true, () =>
			cast.hosts.forEach((host) => bar(host, 'host'))
		);

	const isMet =
		cast.hosts.length > 0 || cast.visits.flat().some(({ box }) => box === 'internet/internet');
	const parts = !isMet
		? [azure]
		: cast.hosts.some(({ id }) => rank(id) === 0)
			? [internet, azure]
			: [azure, internet];
	for (const part of parts) part();
	const height = Math.max(...boxes.map(bottom)) + inset;
	const riser = 2 * inset + size.edge;
	return {
		width: Math.max(width, right(slot)),
		height,
		form: 'column',
		boxes,
		words,
		rows: placedRows,
		slots: new Map([[open, slot]]),
		lanes: { riser, bypass: riser, passed: false, corridor: 0, machines: inner, bodies },
		slot
	};
}
