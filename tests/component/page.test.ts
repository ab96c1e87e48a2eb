import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Page from '../../src/routes/+page.svelte';

const cards = [
	{
		id: 'clusterip',
		title: 'Which machine has the ClusterIP?',
		summary: 'None has it.',
		drawing: null,
		facts: '3 packets'
	}
];

test('the first scenario is one click away', async () => {
	const screen = await render(Page, { data: { cards, hero: null }, params: {}, form: undefined });
	await expect
		.element(screen.getByRole('heading', { level: 1 }))
		.toHaveTextContent('Walk with a packet through an AKS cluster.');
	await expect
		.element(screen.getByRole('link', { name: /Start with/ }))
		.toHaveAttribute('href', expect.stringContaining('/lab/clusterip'));
});

test('without scenarios it says where they would be', async () => {
	const screen = await render(Page, {
		data: { cards: [], hero: null },
		params: {},
		form: undefined
	});
	await expect.element(screen.getByText(/Each one is a folder below/)).toBeVisible();
});
