import type { Exporter } from './exporter.ts';

/** The trace itself: the contract of `static/schema/trace.schema.json`. */
export const json: Exporter = {
	id: 'json',
	title: 'JSON',
	extension: 'json',
	print: (trace) => `${JSON.stringify(trace, null, 2)}\n`
};
