/** Joins an XState actor to Svelte: what reads `current` is run again when the actor moves. */
import { createSubscriber } from 'svelte/reactivity';
import type { Actor, AnyActorLogic, EventFromLogic, SnapshotFrom } from 'xstate';

export function live<L extends AnyActorLogic>(actor: Actor<L>) {
	const follow = createSubscriber((update) => {
		const subscription = actor.subscribe(update);
		return () => subscription.unsubscribe();
	});
	return {
		get current(): SnapshotFrom<L> {
			follow();
			return actor.getSnapshot();
		},
		send: (event: EventFromLogic<L>) => actor.send(event)
	};
}
