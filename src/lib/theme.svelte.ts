/** Light, dark, or as the system has it; kept in this browser where it allows that. */
type Theme = 'system' | 'light' | 'dark';

const key = 'packetwalk-theme';

class Themes {
	value = $state<Theme>('system');

	/** Reads what was kept; called once, in the browser. */
	restore(): void {
		try {
			const kept = localStorage.getItem(key);
			if (kept === 'light' || kept === 'dark') this.set(kept);
		} catch {
			// Storage is closed to us: the system's theme it is.
		}
	}

	set(value: Theme): void {
		this.value = value;
		const { dataset } = document.documentElement;
		if (value === 'system') delete dataset.theme;
		else dataset.theme = value;
		try {
			localStorage.setItem(key, value);
		} catch {
			// As above.
		}
	}
}

export const theme = new Themes();
