import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const call = './lab/loadbalancer-public/';
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Where the walk is: `7/37`. */
const position = async (page: Page) => {
	const current = page.getByRole('group', { name: 'Timeline' }).locator('[aria-current=step]');
	return Number(await current.getAttribute('data-at'));
};

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true });

test('a walk with the keyboard alone @core', async ({ page }) => {
	await page.setViewportSize(wide);
	await page.goto(call);
	let tabs = 0;
	do await page.keyboard.press('Tab');
	while (++tabs < 9 && !(await next(page).evaluate((button) => button === document.activeElement)));
	expect(tabs, 'presses of Tab to Next').toBeLessThanOrEqual(5);

	await page.keyboard.press('Enter');
	expect(await position(page)).toBe(1);
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('PageDown');
	expect(await position(page)).toBe(3);
	await page.keyboard.press('PageUp');
	expect(await position(page)).toBe(2);
	await page.keyboard.press('Shift+ArrowRight');
	await page.keyboard.press('Shift+ArrowRight');
	await expect(
		page.getByRole('heading', { name: 'Service address becomes endpoint' })
	).toBeVisible();
	await page.keyboard.press('End');
	await expect(next(page)).toHaveAttribute('aria-disabled', 'true');
	await page.keyboard.press('Home');
	expect(await position(page)).toBe(0);
});

test('keys belong to what has the focus', async ({ page }) => {
	await page.goto(call);
	await page.getByRole('radio', { name: 'Overlay' }).first().focus();
	await page.keyboard.press('ArrowLeft');
	await expect(page.getByRole('radio', { name: 'Azure CNI' }).first()).toBeChecked();
	expect(await position(page), 'the player stays').toBe(0);
	await page.getByRole('tab', { name: 'Why' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Steps' })).toHaveAttribute('aria-selected', 'true');
	expect(await position(page), 'the player stays').toBe(0);
	await page.keyboard.press('l');
	expect(await position(page), 'letters are for the player alone').toBe(0);
	await next(page).focus();
	await page.keyboard.press('l');
	expect(await position(page)).toBeGreaterThan(0);
});

test('a link opens where it was made @core', async ({ page }) => {
	await page.goto(call);
	await page.getByRole('radio', { name: 'externalTrafficPolicy Local' }).first().check();
	await page.getByRole('radio', { name: 'kubenet' }).first().check({ force: true });
	await page.getByRole('radio', { name: 'Rule' }).first().check({ force: true });
	await next(page).focus();
	for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
	const heading = await page
		.getByRole('heading', { level: 2 })
		.filter({ hasText: /./ })
		.last()
		.textContent();
	const at = await position(page);
	await expect(page).toHaveURL(/variant=local&model=kubenet&depth=rule&at=request\.\d+$/);

	await page.goto(page.url());
	expect(await position(page)).toBe(at);
	for (const name of ['externalTrafficPolicy Local', 'kubenet', 'Rule'])
		await expect(page.getByRole('radio', { name }).first()).toBeChecked();
	await expect(page.getByRole('heading', { level: 2, name: heading! })).toBeVisible();
});

test('another model keeps the place and says what changed', async ({ page }) => {
	await page.setViewportSize(wide);
	await page.goto('./lab/pod-to-pod-across-nodes/?packet=to-vm&at=request.10');
	const heading = page
		.getByRole('complementary', { name: 'Details' })
		.getByRole('heading', { level: 2 });
	const before = await heading.textContent();
	await page.getByRole('radio', { name: 'Azure CNI' }).first().check({ force: true });
	await expect(
		page
			.getByText(/^Azure CNI: the receiver sees [\d.]+ as the source instead of [\d.]+\.$/)
			.first()
	).toBeVisible();
	await expect(page).toHaveURL(/model=node-subnet/);
	await expect(heading).toHaveText(before!);
});

test('another endpoint may be picked, and the walk is computed again', async ({ page }) => {
	await page.goto(`${call}?at=request.10`);
	await page.getByRole('radio', { name: /pod shop\/web-1/ }).check();
	await expect(page).toHaveURL(/pick=endpoint/);
	await expect(page.getByText(/an endpoint of Service shop\/web/).first()).toContainText('web-1');
});

test('the step is told to screen readers, once it rests', async ({ page }) => {
	await page.goto(call);
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('status')).toHaveText(
		/^Hop 3 of 17, request: load balancer kubernetes passes\./
	);
});

test('nothing in the picture takes the focus; the list beside it draws the ring', async ({
	page
}) => {
	await page.goto(call);
	const picture = page.getByRole('region', { name: 'Picture' });
	await expect(picture.locator('svg.scene')).toHaveAttribute('aria-hidden', 'true');
	expect(await picture.locator('[tabindex], a, button, input').count()).toBe(0);
	await page.getByRole('tab', { name: 'Map' }).click();
	await page.getByRole('button', { name: /^web-0/ }).focus();
	await expect(picture.locator('.ring')).toHaveCount(1);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('status')).toHaveText(/The pod receives/);
});

test('without motion the packet jumps', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.goto(call);
	const envelope = page.locator('svg.scene .envelope');
	await page.keyboard.press('ArrowRight');
	const places = await envelope.evaluate(async (node) => {
		const seen = new Set<string | null>();
		for (let i = 0; i < 6; i++) {
			await new Promise(requestAnimationFrame);
			seen.add(node.getAttribute('transform'));
		}
		return [...seen];
	});
	expect(places).toHaveLength(1);
});

test('with motion one step takes less than half a second, and ends', async ({ page }) => {
	await page.goto(call);
	const moved = await page.locator('svg.scene .envelope').evaluate(async (node) => {
		const places: (string | null)[] = [];
		document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
		document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
		const start = performance.now();
		while (performance.now() - start < 900) {
			await new Promise(requestAnimationFrame);
			places.push(node.getAttribute('transform'));
		}
		return { distinct: new Set(places).size, rest: new Set(places.slice(-10)).size };
	});
	expect(moved.distinct).toBeGreaterThan(3);
	expect(moved.rest).toBe(1);
});

test('after the load the page makes no request @core', async ({ page, late }) => {
	await page.goto(call);
	await page.waitForLoadState('networkidle');
	for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
	await page.getByRole('radio', { name: 'kubenet' }).first().check({ force: true });
	for (const name of ['Steps', 'Map', 'Wire']) await page.getByRole('tab', { name }).click();
	expect(late).toEqual([]);
});

/** What the eye meets: too small text, text on text, a page that scrolls sideways. */
const seen = (page: Page) =>
	page.evaluate(() => {
		const texts: { text: string; rect: DOMRect; size: number }[] = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const node = walker.currentNode as Text;
			const parent = node.parentElement!;
			if (
				!node.data.trim() ||
				parent.closest('.visually-hidden, script, style') ||
				!parent.checkVisibility({ opacityProperty: true })
			)
				continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			const rect = range.getBoundingClientRect();
			if (rect.width < 2 || rect.bottom < 0 || rect.top > innerHeight) continue;
			const matrix = parent instanceof SVGGraphicsElement ? parent.getScreenCTM() : null;
			texts.push({
				text: node.data.trim().slice(0, 30),
				rect,
				size: parseFloat(getComputedStyle(parent).fontSize) * (matrix?.a ?? 1)
			});
		}
		const cut = (a: DOMRect, b: DOMRect) =>
			Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
			Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
		return {
			small: texts.filter(({ size }) => size < 11.9).map(({ text }) => text),
			overlaps: texts.flatMap((a, i) =>
				texts
					.slice(i + 1)
					.filter(
						(b) =>
							cut(a.rect, b.rect) >
							0.12 * Math.min(a.rect.width * a.rect.height, b.rect.width * b.rect.height)
					)
					.map((b) => `${a.text} × ${b.text}`)
			),
			sideways: document.documentElement.scrollWidth - innerWidth
		};
	});

const states = {
	start: call,
	rewrite: `${call}?at=request.10`,
	rule: `${call}?depth=rule&at=request.10`,
	concept: `${call}?depth=concept&at=request.3`,
	'two nodes': `${call}?pick=load-balancer/shop/web:80=aks-nodepool1-000001&at=request.17`,
	drop: `${call}?packet=wrong-port&at=request.3`,
	reply: `${call}?at=reply.10`,
	machine: './lab/nodeport/?at=request.4'
};

/** At each size one theme, and between them both: what differs by theme are colours, and those are tested by their tokens too. */
const views = {
	wide: { viewport: wide, colorScheme: 'light' },
	tablet: { viewport: { width: 1024, height: 768 }, colorScheme: 'dark' },
	phone: { viewport: phone, colorScheme: 'dark' }
} as const;

for (const [state, address] of Object.entries(states))
	for (const [size, { viewport, colorScheme }] of Object.entries(views))
		test(`${state}, ${size}: text can be read, nothing lies on anything, axe finds nothing`, async ({
			page
		}) => {
			await page.setViewportSize(viewport);
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await page.goto(address);
			await page.locator('svg.scene').waitFor();
			expect(await seen(page)).toEqual({ small: [], overlaps: [], sideways: 0 });
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
		});

test('axe finds nothing by day on a phone nor by night on a wide screen', async ({ page }) => {
	for (const [viewport, colorScheme] of [
		[phone, 'light'],
		[wide, 'dark']
	] as const) {
		await page.setViewportSize(viewport);
		await page.emulateMedia({ colorScheme });
		await page.goto(states.rewrite);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
	}
});

for (const tab of ['Steps', 'Map', 'Wire', 'Lesson', 'Options'])
	test(`axe finds nothing in the tab ${tab}, and at 320 pixels nothing scrolls sideways`, async ({
		page
	}) => {
		await page.setViewportSize({ width: 320, height: 720 });
		await page.goto(`${call}?at=request.10`);
		await page.getByRole('tab', { name: tab }).click();
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
			320
		);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
	});

test('the sheet of keys opens, and closes by Escape', async ({ page }) => {
	await page.setViewportSize(wide);
	await page.goto(call);
	await next(page).focus();
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(next(page)).toBeFocused();
});

test('on paper the whole walk is a list', async ({ page }) => {
	await page.goto(call);
	await page.emulateMedia({ media: 'print' });
	await expect(
		page.getByText('Hop 17 of 17, request: pod shop/web-0 delivers.', { exact: false })
	).toBeVisible();
	await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeHidden();
});

test('button, packet and explanation are on one screen', async ({ page }) => {
	for (const viewport of [wide, phone]) {
		await page.setViewportSize(viewport);
		await page.goto(`${call}?at=request.10`);
		for (const one of [
			next(page),
			page.locator('svg.scene .envelope'),
			page.locator('svg.scene .caption')
		])
			await expect(one).toBeInViewport({ ratio: 0.99 });
	}
});
