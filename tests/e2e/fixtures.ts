import { test as base, expect } from '@playwright/test';

/**
 * `page` waits for hydration after each `goto` and `reload`, and fails its test when the console
 * says anything worse than a note. `late` collects the addresses asked for after the load.
 */
export const test = base.extend<{ late: string[] }>({
	late: async ({}, use) => use([]),
	page: async ({ page, late }, use) => {
		const said: string[] = [];
		let loaded = false;
		page.on('pageerror', (error) => said.push(error.message));
		page.on('console', (line) => {
			if (['error', 'warning'].includes(line.type())) said.push(line.text());
		});
		page.on('request', (request) => {
			// When a browser fetches the icon is its own affair.
			if (loaded && !request.url().includes('favicon')) late.push(request.url());
		});

		const settled = <A extends unknown[], R>(load: (...args: A) => Promise<R>) => {
			return async (...args: A) => {
				loaded = false;
				const response = await load(...args);
				await page.locator('html[data-hydrated]').waitFor();
				loaded = true;
				return response;
			};
		};
		page.goto = settled(page.goto.bind(page));
		page.reload = settled(page.reload.bind(page));

		await use(page);
		expect(said, 'what the console said').toEqual([]);
	}
});

export { expect };
