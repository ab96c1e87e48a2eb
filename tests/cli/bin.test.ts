import { once } from 'node:events';
import { spawn, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shop } from './terminal.ts';

const command = ['--disable-warning=ExperimentalWarning', 'bin/packetwalk.js'];
const packetwalk = (args: string, input = '') =>
	spawnSync(process.execPath, [...command, ...args.split(' ')], { input, encoding: 'utf8' });

test('the shim hands on arguments, streams and exit code', { timeout: 20_000 }, () => {
	expect(packetwalk('scenario nothing')).toMatchObject({ status: 2, stdout: '' });
	const { status, stdout, stderr } = packetwalk(
		'trace -f - --from shop/web --to shop/db:5432',
		shop
	);
	expect([status, stderr]).toEqual([0, '']);
	expect(stdout).toMatch(/^fate +delivered/m);
});

test('a reader that has seen enough is no fault', { timeout: 20_000 }, async () => {
	const child = spawn(process.execPath, [...command, 'trace', '-s', 'nodeport', '-o', 'json'], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	child.stdout.once('data', () => child.stdout.destroy());
	expect(await once(child, 'exit')).toEqual([0, null]);
});
