/** What a screen reader is told: the last sentence, once the reader has stopped moving for a moment. */
import { assign, setup } from 'xstate';

const moment = 350;

export const announcer = setup({
	types: {
		context: {} as { readonly wanted: string; readonly said: string },
		events: {} as { type: 'say'; text: string }
	},
	delays: { moment }
}).createMachine({
	id: 'announcer',
	context: { wanted: '', said: '' },
	initial: 'quiet',
	on: {
		say: {
			target: '.waiting',
			reenter: true,
			actions: assign({ wanted: ({ event }) => event.text })
		}
	},
	states: {
		quiet: {},
		waiting: {
			after: {
				moment: { target: 'quiet', actions: assign({ said: ({ context }) => context.wanted }) }
			}
		}
	}
});
