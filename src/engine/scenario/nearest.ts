/** How many letters must be added, removed, changed or swapped to get from one word to the other. */
function distance(a: string, b: string): number {
	let before: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				least = Math.min(least, before[j - 2]! + 1);
			row.push(least);
		}
		[before, last] = [last, row];
	}
	return last[b.length]!;
}

/** The known word that was probably meant: at most a third of its letters differ. */
export function nearest(word: string, known: readonly string[]): string | null {
	let best: string | null = null;
	let least = Infinity;
	for (const candidate of known) {
		const apart = distance(word.toLowerCase(), candidate.toLowerCase());
		if (apart < least && apart <= Math.max(1, candidate.length / 3))
			[best, least] = [candidate, apart];
	}
	return best;
}
