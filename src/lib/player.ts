/**
 * The player: a cursor over a finished walk. It knows no networks.
 *
 *   paused ──play──▶ playing ──beat──▶ playing … ──at the end──▶ paused
 */
import { assign, setup } from 'xstate';

interface Cursor {
	readonly at: number;
	readonly count: number;
	readonly speed: number;
}

type Event =
	| { type: 'next' | 'back' | 'first' | 'last' | 'play' | 'pause' | 'toggle' }
	| { type: 'seek'; at: number }
	| { type: 'speed'; speed: number }
	/** Another walk is in hand, and the reader stands here in it. */
	| { type: 'load'; count: number; at: number };

export const speeds = [0.5, 1, 1.5, 2] as const;

/** Long enough to read two sentences; the motion itself is shorter. */
const beat = 2600;

const within = (at: number, count: number) => Math.min(Math.max(at, 0), Math.max(count - 1, 0));

export const player = setup({
	types: {
		context: {} as Cursor,
		events: {} as Event,
		input: {} as { readonly count: number; readonly at?: number }
	},
	delays: { beat: ({ context: { speed } }) => beat / speed },
	guards: { atEnd: ({ context: { at, count } }) => at >= count - 1 },
	actions: {
		forward: assign({ at: ({ context: { at, count } }) => within(at + 1, count) }),
		rewind: assign({ at: 0 })
	}
}).createMachine({
	id: 'player',
	context: ({ input: { count, at = 0 } }) => ({ at: within(at, count), count, speed: 1 }),
	initial: 'paused',
	on: {
		next: { target: '.paused', actions: 'forward' },
		back: {
			target: '.paused',
			actions: assign({ at: ({ context: { at, count } }) => within(at - 1, count) })
		},
		first: { target: '.paused', actions: 'rewind' },
		last: {
			target: '.paused',
			actions: assign({ at: ({ context: { count } }) => within(count, count) })
		},
		seek: {
			target: '.paused',
			actions: assign({ at: ({ event, context: { count } }) => within(event.at, count) })
		},
		speed: { actions: assign({ speed: ({ event }) => event.speed }) },
		load: {
			target: '.paused',
			actions: assign({
				count: ({ event }) => event.count,
				at: ({ event }) => within(event.at, event.count)
			})
		}
	},
	states: {
		paused: {
			on: {
				play: [{ guard: 'atEnd', target: 'playing', actions: 'rewind' }, { target: 'playing' }],
				toggle: [{ guard: 'atEnd', target: 'playing', actions: 'rewind' }, { target: 'playing' }]
			}
		},
		playing: {
			on: { pause: 'paused', toggle: 'paused' },
			after: {
				beat: [
					{ guard: 'atEnd', target: 'paused' },
					{ target: 'playing', reenter: true, actions: 'forward' }
				]
			}
		}
	}
});
