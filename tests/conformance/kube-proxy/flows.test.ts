import { describe, expect, test } from 'vitest';
import { cases } from './flows.ts';
import { rulesFor, send } from './proxy.ts';

describe.each(cases)('$name', ({ services, settings, rows }) => {
	const rules = rulesFor(services, settings);

	test.each(rows.map((row) => ({ words: row[0], row })))('$words', ({ row }) => {
		const [, source, to, port, output, masquerade = false, protocol = 'tcp'] = row;
		expect(send(rules, [source, to, port, protocol])).toEqual({ output, masquerade });
	});
});

test('as many rows as Part C of the Linux sheet counts, without those that AKS cannot be set up for', () => {
	expect(cases.flatMap(({ rows }) => rows)).toHaveLength(154);
});
