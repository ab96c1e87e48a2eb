import { expect, test } from 'vitest';
import type { Depth } from '#engine/types.ts';
import { carriedOver, whatChanged } from '#scene/compare.ts';
import { castOf } from '#scene/cast.ts';
import { stretches, vantages } from '#scene/ledger.ts';
import { narrative } from '#scene/narrative.ts';
import { topology, type Item } from '#scene/topology.ts';
import { isShown, nearest, passages, rowOf, shownPlaces, visitsOf } from '#scene/walk.ts';
import { stepAt, walked } from './walked.ts';

const call = walked('loadbalancer-public');
const far = walked('loadbalancer-public', {
	picks: ['load-balancer/shop/web:80=aks-nodepool1-000001']
});

test.each<[string, Depth, boolean]>([
	['raw-prerouting', 'component', false],
	['raw-prerouting', 'rule', true],
	['inbound', 'concept', true],
	['conntrack', 'concept', false],
	['conntrack', 'component', true],
	['nat-prerouting', 'concept', true] // a rewrite is never hidden
])('%s at depth %s: shown %s', (stage, depth, shown) => {
	expect(isShown(stepAt(call, stage).step, depth)).toBe(shown);
});

test('at component depth a hook is passed over where only its policy answered', () => {
	const { step } = stepAt(call, 'filter-forward');
	const because = [
		{ code: 'chain-policy', says: 'No rule decided.', certainty: 'documented' }
	] as const;
	expect(isShown(step, 'component')).toBe(true);
	expect(isShown({ ...step, because }, 'component')).toBe(false);
});

test('a change of depth keeps the nearest step at or before', () => {
	const concept = shownPlaces(call.trace, 'concept');
	const { index } = stepAt(call, 'routing');
	expect(concept[nearest(concept, { leg: 0, step: index })]).toEqual({
		leg: 0,
		step: stepAt(call, 'nat-prerouting').index
	});
});

test('neighbouring steps in one machine are one visit, its NIC included', () => {
	const [request] = passages(far.trace);
	expect(visitsOf(request!.leg, far.world).map(({ box }) => box)).toEqual([
		'internet-host/203.0.113.10',
		'internet/internet',
		'load-balancer/kubernetes',
		'node/aks-nodepool1-000001',
		'subnet-gateway/aks-subnet',
		'node/aks-nodepool1-000000',
		'pod/shop/web-0'
	]);
});

test('the answer does not visit the load balancer', () => {
	const reply = passages(far.trace)[1]!;
	expect(visitsOf(reply.leg, far.world).map(({ box }) => box)).not.toContain(
		'load-balancer/kubernetes'
	);
});

test.each([
	['nat-prerouting', 'PREROUTING'],
	['conntrack', 'PREROUTING'],
	['output-reroute', 'OUTPUT'],
	['routing', 'routing'],
	['transmit', null]
])('stage %s is drawn in row %s', (stage, row) => {
	expect(rowOf({ at: { kind: 'node', name: 'a' }, stage })).toBe(row);
});

test('the ledger folds vantage points that see the same label', () => {
	const cells = stretches(passages(call.trace)[0]!.leg);
	expect(
		cells.map(({ first, wheres }) => [first.tuple.src, first.tuple.dst, wheres.length])
	).toEqual([
		['203.0.113.10', '198.51.100.10', 3],
		['10.224.0.4', '10.244.0.4', 2]
	]);
	expect(
		vantages(passages(call.trace)[0]!.leg)
			.filter(({ observable }) => !observable)
			.map(({ where }) => where)
	).toEqual(['load balancer kubernetes']);
});

test('another model: what changed, in one sentence, and the same place', () => {
	const other = walked('pod-to-pod-across-nodes', { packet: 'to-vm', model: 'node-subnet' });
	const here = walked('pod-to-pod-across-nodes', { packet: 'to-vm' });
	expect(whatChanged(here.trace, other.trace, 'Azure CNI')).toBe(
		'Azure CNI: the receiver sees 10.224.0.5 as the source instead of 10.224.0.4.'
	);
	const places = shownPlaces(other.trace, 'component');
	const { index } = stepAt(here, 'routing');
	const at = places[carriedOver(here.trace, other.trace, { leg: 0, step: index }, places)]!;
	expect(passages(other.trace)[at.leg]!.leg.steps[at.step]!.stage).toBe('routing');
});

test('nothing changed is said too', () => {
	expect(whatChanged(call.trace, call.trace, 'Overlay')).toBe(
		'Overlay: nothing changes for this packet.'
	);
});

test('the lesson speaks at its place, and until it speaks again', () => {
	const said = (step: number) =>
		narrative(call.variant.lesson, 'call', call.trace, { leg: 0, step });
	const { index } = stepAt(call, 'nat-prerouting');
	expect(said(0)).toBeNull();
	expect(said(index)).toMatchObject({
		here: true,
		says: expect.stringContaining('picks one pod') as string
	});
	expect(said(index + 1)).toMatchObject({
		here: false,
		says: expect.stringContaining('picks one pod') as string
	});
});

test('the topology list holds every box that the packet meets', () => {
	const all = (items: readonly Item[]): readonly Item[] =>
		items.flatMap((one) => [one, ...all(one.items)]);
	const listed = all(topology(castOf(far.world, far.network, far.trace)))
		.filter(({ walked: met }) => met)
		.map(({ id }) => id);
	const met = new Set(
		passages(far.trace).flatMap(({ leg }) => visitsOf(leg, far.world).map(({ box }) => box))
	);
	expect(new Set(listed)).toEqual(met);
});
