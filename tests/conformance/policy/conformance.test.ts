import { afterAll, describe, expect, test } from 'vitest';
import { caseIn, checksOf, filesIn } from './case.ts';

const folders = {
	e2e: 'the Kubernetes end-to-end suite',
	recipes: 'the published recipes',
	facts: 'our own facts'
};

describe.each(Object.entries(folders))('NetworkPolicy conformance: %s', (folder, words) => {
	const files = filesIn(folder);
	let checks = 0;

	test.each(files)('%s', (file) => {
		const results = checksOf(caseIn(file));
		checks += results.length;
		expect(results.length).toBeGreaterThan(0);
		expect(results.filter(({ expected, got }) => expected !== got)).toEqual([]);
	});

	afterAll(() => {
		console.log(`NetworkPolicy, ${words}: ${files.length} cases, ${checks} connections judged`);
	});
});
