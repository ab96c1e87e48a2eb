import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Session } from '../../src/lib/session.svelte.ts';
import { readSettings } from '../../src/lib/settings.ts';
import { scenario } from './scenario.ts';

/** A session outside of a component needs a root for its derived values. */
function session(id: string): Session {
	const made = new Session(scenario(id));
	flushSync();
	return made;
}

const stage = ({ step }: Session) => step && `${step.at.kind}/${step.stage}`;

test('it opens on the first packet, at hop 1', () => {
	const one = session('loadbalancer-public');
	expect([stage(one), one.cursor, one.playing, one.search]).toEqual([
		'internet-host/send',
		0,
		false,
		''
	]);
});

test('a link opens where it was made', () => {
	const one = session('loadbalancer-public');
	one.choose({ variant: 'local', model: 'kubenet', depth: 'rule' });
	one.send({ type: 'seek', at: 9 });
	const other = session('loadbalancer-public');
	other.open(readSettings(new URLSearchParams(one.search)));
	expect([stage(other), other.choices, other.search]).toEqual([
		stage(one),
		one.choices,
		one.search
	]);
	expect(one.search).toBe('variant=local&model=kubenet&depth=rule&at=request.10');
});

test('another model keeps the place and says what changed', () => {
	const one = session('loadbalancer-public');
	const at = one.places.findIndex(
		({ leg, step }) => leg === 0 && one.passages[0]!.leg.steps[step]!.stage === 'nat-postrouting'
	);
	one.send({ type: 'seek', at });
	one.choose({ model: 'kubenet' }, 'kubenet');
	expect(stage(one)).toBe('node/nat-postrouting');
	expect(one.changed).toMatch(/^kubenet: .+\.$/);
	expect(one.search).toBe('model=kubenet&at=request.15');
});

test('another depth keeps the place', () => {
	const one = session('loadbalancer-public');
	one.decision(1);
	const before = stage(one);
	one.choose({ depth: 'rule' });
	expect(stage(one)).toBe(before);
});

test('the next decision is a rewrite, a verdict of a security group, or an end', () => {
	const one = session('loadbalancer-public');
	const met: (string | null)[] = [];
	for (let i = 0; i < 4; i++) {
		one.decision(1);
		met.push(stage(one));
	}
	expect(met).toEqual([
		'nic/subnet-nsg-in',
		'node/nat-prerouting',
		'node/nat-postrouting',
		'pod/receive'
	]);
	one.decision(-1);
	expect(stage(one)).toBe('node/nat-postrouting');
});

test('another endpoint may be picked where one was taken', () => {
	const one = session('loadbalancer-public');
	const [choice] = one.trace!.choices;
	const other = choice!.options.find(({ value }) => value !== choice!.chosen)!;
	one.pick(choice!.point, other.value);
	expect(one.trace!.choices[0]!.chosen).toBe(other.value);
	expect(new URLSearchParams(one.search).getAll('pick')).toEqual([
		`${choice!.point}=${other.value}`
	]);
});

test('a pick that means nothing is let go', () => {
	const one = session('clusterip');
	one.open(readSettings(new URLSearchParams('pick=endpoint/no/such:1=pod/no/such')));
	expect(one.trace).not.toBeNull();
});

test('the fate is known at the end of what comes back', () => {
	const one = session('loadbalancer-public');
	expect(one.over).toBe(false);
	one.send({ type: 'seek', at: one.places.findLastIndex(({ leg }) => leg === 1) });
	expect(one.over).toBe(true);
});

test('a box is visited at the first step in it', () => {
	const one = session('loadbalancer-public');
	one.visit('pod/shop/web-0');
	expect(stage(one)).toBe('pod/receive');
	expect(one.here).toBe('pod/shop/web-0');
});
