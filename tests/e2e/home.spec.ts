import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

const sizes = [
	{ width: 1440, height: 900 },
	{ width: 390, height: 844 }
];

test('the first scenario is one click away, and the first hop one key @core', async ({ page }) => {
	await page.goto('./');
	await page.getByRole('link', { name: /^Start with/ }).click();
	await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeVisible();
	await expect(page.getByText(/^Step 1 of/).first()).toBeVisible();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByText(/^Step 2 of/).first()).toBeVisible();
});

test('every scenario has its card, and every card opens', async ({ page }) => {
	await page.goto('./');
	const cards = page.getByRole('listitem').getByRole('link');
	const links = await cards.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
	expect(links.length).toBeGreaterThan(3);
	for (const link of links) {
		await page.goto(link);
		await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
	}
});

for (const colorScheme of ['light', 'dark'] as const)
	for (const viewport of sizes)
		test(`axe finds nothing on the home page, ${colorScheme}, ${viewport.width} wide`, async ({
			page
		}) => {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize(viewport);
			await page.goto('./');
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
		});

test('at 320 pixels nothing scrolls sideways', async ({ page }) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await page.goto('./');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test('after the load the page asks for nothing, also when its window gets the focus back', async ({
	page,
	late
}) => {
	await page.goto('./');
	await page.waitForLoadState('networkidle');
	await page.evaluate(() => {
		dispatchEvent(new Event('focus'));
		document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
	});
	for (let i = 0; i < 8; i++) await page.keyboard.press('Tab');
	await page.waitForLoadState('networkidle');
	expect(late).toEqual([]);
});
