/** The player's keys. Arrows belong to what has the focus; these are for the player, or for nothing in particular. */
import type { Session } from './session.svelte.ts';

interface Shortcut {
	readonly keys: readonly string[];
	readonly does: string;
	readonly run: (session: Session) => void;
	/** `Shift+ArrowRight` and the like, as `nameOf` spells them. */
	readonly match: readonly string[];
}

export const shortcuts: readonly Shortcut[] = [
	{
		keys: ['→', 'PageDown'],
		does: 'Next step',
		match: ['ArrowRight', 'PageDown'],
		run: (session) => session.send({ type: 'next' })
	},
	{
		keys: ['←', 'PageUp'],
		does: 'Step back',
		match: ['ArrowLeft', 'PageUp'],
		run: (session) => session.send({ type: 'back' })
	},
	{
		keys: ['Shift →', 'L'],
		does: 'Next decision',
		match: ['Shift+ArrowRight', 'l'],
		run: (session) => session.decision(1)
	},
	{
		keys: ['Shift ←', 'J'],
		does: 'Decision before',
		match: ['Shift+ArrowLeft', 'j'],
		run: (session) => session.decision(-1)
	},
	{
		keys: ['Space', 'K'],
		does: 'Play or pause',
		match: [' ', 'k'],
		run: (session) => session.send({ type: 'toggle' })
	},
	{
		keys: ['Home'],
		does: 'First step',
		match: ['Home'],
		run: (session) => session.send({ type: 'first' })
	},
	{
		keys: ['End'],
		does: 'Last step',
		match: ['End'],
		run: (session) => session.send({ type: 'last' })
	},
	{ keys: ['?'], does: 'This sheet', match: [], run: () => undefined }
];

/** Single letters and signs work in the player alone (WCAG 2.1.4). */
const isLetter = (name: string) => name.length === 1 && name !== ' ';

const nameOf = ({ key, shiftKey }: KeyboardEvent) =>
	shiftKey && key.startsWith('Arrow') ? `Shift+${key}` : key.length === 1 ? key.toLowerCase() : key;

const hasOwnKeys = (target: EventTarget | null): boolean =>
	target instanceof HTMLInputElement ||
	target instanceof HTMLTextAreaElement ||
	target instanceof HTMLSelectElement ||
	(target instanceof HTMLElement && target.isContentEditable);

/** Runs the shortcut that a key means, if it means one here. `players` are the regions that the keys belong to. */
export function press(
	event: KeyboardEvent,
	session: Session,
	players: readonly (HTMLElement | undefined)[],
	help: () => void
): void {
	const { target } = event;
	if (
		event.defaultPrevented ||
		event.ctrlKey ||
		event.altKey ||
		event.metaKey ||
		hasOwnKeys(target)
	)
		return;
	const free = target === document.body || target === document.documentElement;
	const inside = target instanceof Node && players.some((one) => one?.contains(target));
	if (!free && !inside) return;
	const name = nameOf(event);
	// A button that has the focus is pressed by the space bar; that is its own key.
	if (name === ' ' && target instanceof HTMLButtonElement) return;
	if (name === '?' && inside) return help();
	const shortcut = shortcuts.find(({ match }) => match.includes(name));
	if (!shortcut || (isLetter(name) && !inside)) return;
	event.preventDefault();
	shortcut.run(session);
}
