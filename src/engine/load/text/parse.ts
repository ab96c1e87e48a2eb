/** Text to documents: JSON by its first character, otherwise YAML, split where kubectl splits it. */
import { parseJson } from './json.ts';
import type { Parsed } from './tree.ts';
import { parseYaml } from './yaml.ts';

const largest = 64 * 1024 * 1024;

export function parse(text: string): Parsed {
	if (text.length > largest)
		return {
			documents: [],
			faults: [{ code: 'unparsable', says: 'the file is larger than 64 MB', at: 0 }]
		};
	if (/^\s*[{[]/.test(text)) {
		const parsed = parseJson(text);
		if (parsed) return parsed;
	}
	const parts = split(text).map(({ start, part }) => parseYaml(part, start));
	return {
		documents: parts.flatMap(({ documents }) => documents),
		faults: parts.flatMap(({ faults }) => faults)
	};
}

/** A line `---` ends a document whatever stands before it, so a fault stays in its own part. */
function split(text: string): { start: number; part: string }[] {
	const marks = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index);
	const head = text.slice(0, marks[0]).split('\n');
	// Directives and comments belong to the part that follows.
	if (head.every((line) => /^\s*([%#]|$)/.test(line))) marks.shift();
	const starts = [0, ...marks];
	return starts.map((start, i) => ({ start, part: text.slice(start, starts[i + 1]) }));
}
