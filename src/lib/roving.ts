/**
 * One stop for Tab in a list whose items carry `data-at`: arrows, Home and End move
 * inside it, and the focus goes with the cursor.
 */
interface Options {
	readonly at: () => number;
	readonly count: () => number;
	readonly move: (at: number) => void;
}

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
	ArrowRight: (at) => at + 1,
	ArrowDown: (at) => at + 1,
	ArrowLeft: (at) => at - 1,
	ArrowUp: (at) => at - 1,
	Home: () => 0,
	End: (_, count) => count - 1
};

export const roving =
	({ at, count, move }: Options) =>
	(list: HTMLElement) => {
		const onkeydown = (event: KeyboardEvent) => {
			const step = steps[event.key];
			if (!step || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
			event.preventDefault();
			const next = Math.min(Math.max(step(at(), count()), 0), count() - 1);
			move(next);
			for (const item of list.getElementsByTagName('button'))
				if (item.dataset.at === String(next)) item.focus();
		};
		list.addEventListener('keydown', onkeydown);
		return () => list.removeEventListener('keydown', onkeydown);
	};
