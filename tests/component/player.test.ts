import { expect, test } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { announcer } from '../../src/lib/announcer.ts';
import { player } from '../../src/lib/player.ts';

function playing(count: number, at = 0) {
	const clock = new SimulatedClock();
	const actor = createActor(player, { input: { count, at }, clock }).start();
	return {
		clock,
		actor,
		at: () => actor.getSnapshot().context.at,
		plays: () => actor.getSnapshot().matches('playing')
	};
}

test('it opens paused at the first step', () => {
	const { at, plays } = playing(5);
	expect([at(), plays()]).toEqual([0, false]);
});

test('steps stay within the walk', () => {
	const { actor, at } = playing(3);
	actor.send({ type: 'back' });
	expect(at()).toBe(0);
	for (let i = 0; i < 5; i++) actor.send({ type: 'next' });
	expect(at()).toBe(2);
	actor.send({ type: 'seek', at: 99 });
	expect(at()).toBe(2);
	actor.send({ type: 'first' });
	expect(at()).toBe(0);
});

test('playing goes on by itself and stops at the end', () => {
	const { actor, clock, at, plays } = playing(3);
	actor.send({ type: 'play' });
	clock.increment(2600);
	expect([at(), plays()]).toEqual([1, true]);
	clock.increment(2600);
	clock.increment(2600);
	expect([at(), plays()]).toEqual([2, false]);
});

test('play at the end begins again', () => {
	const { actor, at, plays } = playing(3, 2);
	actor.send({ type: 'toggle' });
	expect([at(), plays()]).toEqual([0, true]);
});

test('a step by hand stops the playing', () => {
	const { actor, plays } = playing(5);
	actor.send({ type: 'play' });
	actor.send({ type: 'next' });
	expect(plays()).toBe(false);
});

test('twice as fast takes half as long', () => {
	const { actor, clock, at } = playing(5);
	actor.send({ type: 'speed', speed: 2 });
	actor.send({ type: 'play' });
	clock.increment(1300);
	expect(at()).toBe(1);
});

test('another walk keeps what it can of the place', () => {
	const { actor, at } = playing(9, 7);
	actor.send({ type: 'load', count: 4, at: 7 });
	expect(at()).toBe(3);
	actor.send({ type: 'load', count: 0, at: 0 });
	expect(at()).toBe(0);
});

test('only the last sentence is announced, after a moment of rest', () => {
	const clock = new SimulatedClock();
	const actor = createActor(announcer, { clock }).start();
	const said = () => actor.getSnapshot().context.said;
	actor.send({ type: 'say', text: 'one' });
	clock.increment(200);
	actor.send({ type: 'say', text: 'two' });
	clock.increment(200);
	expect(said()).toBe('');
	clock.increment(200);
	expect(said()).toBe('two');
});
