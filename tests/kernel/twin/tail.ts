/** Follows what a program that stays prints. */
import { createInterface } from 'node:readline';
import type { Namespaces } from './namespaces.ts';

export interface Tail {
	/** Has such a line been printed yet. */
	heard(words: string): boolean;
	/** Every line so far. Throws where the program has ended: what it did not print was not unseen. */
	lines(): readonly string[];
}

export function follow(spaces: Namespaces, place: string, ...words: readonly string[]): Tail {
	const child = spaces.start(place, 'stdbuf', '-oL', ...words);
	const lines: string[] = [];
	let complaint = '';
	let ended = false;
	createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
	child.stderr.on('data', (said: Buffer) => (complaint += said.toString()));
	child.on('exit', () => (ended = true));
	return {
		heard: (wanted) => lines.some((line) => line.includes(wanted)),
		lines() {
			if (ended) throw new Error(`${words.join(' ')} on ${place} ended: ${complaint}`);
			return lines;
		}
	};
}
