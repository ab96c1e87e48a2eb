import { firstLoad } from '../../scripts/first-load.mjs';
import { expect, test } from './fixtures.ts';

/** Bytes of script after gzip that a page may load before it runs. */
const budget = 80 * 1024;

test('no page loads more script than the budget', () => {
	expect(firstLoad('build').filter(({ js }) => js > budget)).toEqual([]);
});
