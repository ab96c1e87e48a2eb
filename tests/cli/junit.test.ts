import { expect, test } from 'vitest';
import { run, shop } from './terminal.ts';

const files = {
	'shop.yaml': shop,
	'expect.yaml': `
- { from: shop/web, to: "service/shop/db:5432", reaches: true }
- { from: shop/web, to: "shop/db:5432", reaches: false }
- { from: shop/nobody, to: "shop/db:5432", reaches: true }
- { from: shop/web, to: "<&\\e>", reaches: true }
`
};

test('check -o junit: a case for each line, failures apart from errors', async () => {
	const { code, out } = await run('check -f shop.yaml --expect expect.yaml -o junit', { files });
	expect(code).toBe(2);
	expect(out).toMatch(
		/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="packetwalk" tests="4" failures="1" errors="2">/
	);
	expect(out.match(/<testcase /g)).toHaveLength(4);
	expect(out).toContain(
		'<testcase name="shop/web → service/shop/db:5432 tcp is delivered (overlay)" classname="expect.yaml" file="expect.yaml" line="2"/>'
	);
	expect(out.match(/<failure /g)).toHaveLength(1);
	expect(out).toContain('<error type="unknown-endpoint" message="There is no pod shop/nobody."');
	expect(out).toContain('&lt;&amp;');
	expect(out.endsWith('</testsuites>\n')).toBe(true);
});

test('all lines hold: exit code 0', async () => {
	const { code, out } = await run('check -f shop.yaml --expect ok.yaml -o junit', {
		files: { ...files, 'ok.yaml': '- { from: shop/web, to: "db:5432", reaches: true }' }
	});
	expect(code).toBe(0);
	expect(out).toContain('failures="0" errors="0"');
});
