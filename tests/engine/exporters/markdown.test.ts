import { expect, test } from 'vitest';
import { markdown } from '#engine/exporters/markdown.ts';
import { network, shop, walked } from '../given.ts';

const trace = walked(network(shop()), { from: 'shop/client', to: 'shop/web-1:8080' });

test('a table for each leg, a row for each step', () => {
	const lines = markdown.print(trace).split('\n');
	expect(lines.filter((line) => line.startsWith('## '))).toHaveLength(trace.order.length);
	const steps = trace.connections.flatMap(({ request, reply, next }) =>
		[request, reply, next].flatMap((leg) => leg?.steps ?? [])
	);
	expect(lines.filter((line) => /^\| \d+ \|/.test(line))).toHaveLength(steps.length);
});

test('a name cannot end its cell or begin markup', () => {
	const hostile = markdown.print({ ...trace, to: 'a|b<script>' });
	expect(hostile.split('\n')[0]).toBe('# shop/client → a\\|b&lt;script>');
});
