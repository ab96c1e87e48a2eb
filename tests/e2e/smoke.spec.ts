import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

test('the home page says what this is @core', async ({ page, late }) => {
	await page.goto('./');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.waitForLoadState('networkidle');
	expect(late).toEqual([]);
});

test('axe finds nothing on the home page', async ({ page }) => {
	await page.goto('./');
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
