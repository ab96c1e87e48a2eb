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
import type { Actor, Cast, Subnet } from '../cast.ts';
import { bottom, size, type Layout } from '../picture.ts';
import { others } from './columns.ts';
import type { Staging } from './staging.ts';
import { inset, Tower } from './tower.ts';

/** Where a box stands in the walk of the first leg; what is never met comes last. */
function orderOf({ visits }: Cast): (id: string) => number {
	const met = visits.flat().map(({ box }) => box);
	return (id) => (met.includes(id) ? met.indexOf(id) : met.length);
}

export function column(staging: Staging, extra = 0): Layout {
	const { cast } = staging;
	const tower = new Tower(staging, extra);
	const rank = orderOf(cast);

	const subnet = (one: Subnet) =>
		tower.frame(one.id, 'subnet', 2, `${one.name} · ${one.detail}`, one.walked, () => {
			const met = one.machines.filter(({ walked }) => walked);
			const inside = [
				...met.map((machine) => ({ id: machine.id, put: () => tower.machine(machine) })),
				...(one.gateway.walked
					? [{ id: one.gateway.id, put: () => tower.bar(one.gateway, 'gateway') }]
					: [])
			];
			for (const { put } of inside.sort((a, b) => rank(a.id) - rank(b.id))) put();
			const rest = others(one, met);
			if (rest) tower.note(one.id, rest);
		});
	const azure = () =>
		tower.frame('region', 'region', 0, 'Azure region', true, () => {
			const balancers = cast.loadBalancers.filter(({ walked }) => walked);
			const met = cast.subnets.flatMap(({ gateway, machines }) => [
				rank(gateway.id),
				...machines.map(({ id }) => rank(id))
			]);
			const isBefore = ({ id }: Actor) => rank(id) < Math.min(...met);
			for (const one of balancers.filter(isBefore)) tower.bar(one, 'load-balancer');
			const { name, detail, walked } = cast.network;
			tower.frame('vnet', 'network', 1, `${name} · ${detail}`, walked, () =>
				cast.subnets.filter((one) => one.walked).forEach(subnet)
			);
			for (const one of balancers.filter((other) => !isBefore(other)))
				tower.bar(one, 'load-balancer');
		});
	const internet = () =>
		tower.frame('internet/internet', 'internet', 0, 'internet', true, () =>
			cast.hosts.forEach((host) => tower.bar(host, 'host'))
		);

	const isMet =
		cast.hosts.length > 0 || cast.visits.flat().some(({ box }) => box === 'internet/internet');
	const first = cast.hosts.some(({ id }) => rank(id) === 0);
	for (const part of !isMet ? [azure] : first ? [internet, azure] : [azure, internet]) part();

	const { boxes, words, rows, bodies } = tower.drawing;
	const riser = 2 * inset + size.edge;
	return {
		width: staging.view.width,
		height: Math.max(...boxes.map(bottom)) + inset,
		form: 'column',
		boxes,
		words,
		rows,
		lanes: { riser, bypass: riser, ways: [], corridor: 0, machines: tower.inner, bodies },
		slot: tower.slot,
		slots: new Map([[staging.here, tower.slot]])
	};
}
