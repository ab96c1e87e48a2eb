import type { Trace } from '../types.ts';

/** A form in which a finished trace leaves the engine. */
export interface Exporter {
	/** What `-o` takes. */
	readonly id: string;
	readonly title: string;
	/** Of a file that holds it, without the dot. */
	readonly extension: string;
	print(trace: Trace): string;
}
