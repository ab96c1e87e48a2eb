import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Inspector from '../../src/lib/components/Inspector.svelte';
import ModelSwitch from '../../src/lib/components/ModelSwitch.svelte';
import NoPacket from '../../src/lib/components/NoPacket.svelte';
import Problems from '../../src/lib/components/Problems.svelte';
import StepList from '../../src/lib/components/StepList.svelte';
import Timeline from '../../src/lib/components/Timeline.svelte';
import { Session } from '../../src/lib/session.svelte.ts';
import { scenario } from './scenario.ts';

const session = (id = 'loadbalancer-public') => new Session(scenario(id));

test('the inspector shows in, decision and out', async () => {
	const one = session();
	one.visit('node/aks-nodepool1-000000');
	one.decision(1);
	const screen = await render(Inspector, { session: one });
	await expect
		.element(screen.getByRole('heading', { level: 2 }))
		.toHaveTextContent('Service address becomes endpoint');
	await expect.element(screen.getByRole('rowheader', { name: 'to', exact: true })).toBeVisible();
	await expect.element(screen.getByRole('deletion').first()).toHaveTextContent('198.51.100.10:80');
	await expect.element(screen.getByText('documented, fact 3.6')).toBeVisible();
	await expect
		.element(screen.getByRole('group', { name: 'One of 2 was taken: another?' }))
		.toBeVisible();
	await expect.element(screen.getByText('This rule decided.')).toBeInTheDocument();
});

test('models are one radio group with the arrows inside', async () => {
	const chosen: string[] = [];
	const screen = await render(ModelSwitch, {
		value: 'kubenet',
		onchoose: (model: string) => chosen.push(model)
	});
	const group = screen.getByRole('group', { name: 'Network model' });
	await expect.element(group.getByRole('radio', { name: 'Overlay' })).toBeInTheDocument();
	await userEvent.tab();
	await userEvent.keyboard('{ArrowRight}');
	expect(chosen).toEqual(['node-subnet']);
});

test('the step list is one stop for Tab, and arrows walk', async () => {
	const one = session();
	const screen = await render(StepList, { session: one });
	await userEvent.tab();
	await userEvent.keyboard('{ArrowDown}{ArrowDown}');
	expect(one.cursor).toBe(2);
	await expect
		.element(
			screen.getByRole('button', { name: /^3\. load balancer kubernetes, inbound: passes/ }).first()
		)
		.toHaveFocus();
	await userEvent.keyboard('{End}');
	expect(one.cursor).toBe(one.places.length - 1);
});

test('the timeline has a tick for each step and a row for each leg', async () => {
	const one = session();
	const screen = await render(Timeline, { session: one });
	for (const leg of ['request', 'reply', 'next packet'])
		await expect.element(screen.getByRole('group', { name: leg })).toBeInTheDocument();
	expect(screen.getByRole('button').elements()).toHaveLength(one.places.length);
	const request = screen.getByRole('group', { name: 'request' });
	await expect
		.element(request.getByRole('button', { name: '1: send, host 203.0.113.10, passes' }))
		.toHaveAttribute('aria-current', 'step');
});

test('where no packet exists the reason is told', async () => {
	const screen = await render(NoPacket, {
		answer: {
			mistake: {
				code: 'unknown-endpoint',
				says: 'There is no pod shop/none.',
				try: 'Known: shop/web.'
			}
		}
	});
	await expect.element(screen.getByRole('heading')).toHaveTextContent('No packet exists, because…');
	await expect.element(screen.getByText('There is no pod shop/none.')).toBeVisible();
	await expect.element(screen.getByText('Known: shop/web.')).toBeVisible();
});

test('a problem stands with its file, line and column', async () => {
	const problem = {
		code: 'bad-cidr',
		severity: 'error',
		says: '10.0.0.0/33 is no range.',
		try: 'Write a length of at most 32.',
		source: { file: 'policy.yaml', line: 7, column: 12 }
	} as const;
	const screen = await render(Problems, { problems: [problem], ignored: [] });
	await expect.element(screen.getByText('policy.yaml:7:12 · bad-cidr')).toBeVisible();
	await expect.element(screen.getByText('Error.')).toBeVisible();
});
