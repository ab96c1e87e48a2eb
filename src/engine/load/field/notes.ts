/** What is noted while one object is read: its mistakes, and what is set aside, each with its place. */
import type { Source } from '../../types.ts';
import type { Ignored, Problem } from '../../world.ts';
import { problem, type Hints, type ProblemCode } from '../problems.ts';

/** Finds line and column of an offset. */
export type Place = (offset: number) => Source;

export function placesIn(file: string, text: string): Place {
	const starts = [0];
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return (offset) => {
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (starts[middle]! <= offset) low = middle;
			else high = middle - 1;
		}
		return { file, line: low + 1, column: offset - starts[low]! + 1 };
	};
}

export class Notes {
	readonly problems: Problem[] = [];
	readonly ignored: Ignored[] = [];
	/** Places of the fields that were asked for, by path. */
	readonly where: Record<string, Source> = {};
	/** `Service shop/web`: begins every sentence. */
	subject = '';
	readonly place: Place;
	/** Who asks for a field twice is not told twice. */
	readonly #said = new Set<string>();

	constructor(place: Place) {
		this.place = place;
	}

	problem(code: ProblemCode, says: string, at: number, hints?: Hints): void {
		if (this.#isNew(`${code} ${at} ${says}`))
			this.problems.push(problem(code, this.#sentence(says), this.place(at), hints));
	}

	ignore(what: string, why: string, at: number): void {
		if (this.#isNew(`${why} ${at} ${what}`))
			this.ignored.push({ what: this.#sentence(what), why, source: this.place(at) });
	}

	#isNew(said: string): boolean {
		const before = this.#said.size;
		return this.#said.add(said).size > before;
	}

	#sentence(says: string): string {
		return this.subject ? `${this.subject}: ${says}` : says;
	}

	/** An object with an error is left out. */
	get isFaulty(): boolean {
		return this.problems.some(({ severity }) => severity === 'error');
	}
}
