import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Everything that a file reaches by its imports, types left out. */
function reached(url: URL, seen = new Set<string>()): Set<string> {
	if (seen.has(url.pathname)) return seen;
	seen.add(url.pathname);
	const text = readFileSync(url, 'utf8');
	for (const [, types, name = ''] of text.matchAll(
		/^(?:import|export) (type )?.*?from '([^']+)';$/gms
	))
		if (!types) {
			if (name.startsWith('.')) reached(new URL(name, url), seen);
			else seen.add(name);
		}
	return seen;
}

test('settling needs no YAML parser', () => {
	const load = new URL('../../../src/engine/load/', import.meta.url);
	expect(reached(new URL('read.ts', load))).toContain('yaml');
	expect(reached(new URL('settle.ts', load))).not.toContain('yaml');
});
