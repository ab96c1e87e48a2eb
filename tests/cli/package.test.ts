import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The Node that a person has, not the one that the house brings along. */
const path = (process.env['PATH'] ?? '')
	.split(delimiter)
	.filter((folder) => !folder.includes('node_modules'))
	.join(delimiter);
const folder = mkdtempSync(join(tmpdir(), 'packetwalk-'));
const run = (file: string, ...args: string[]) =>
	execFileSync(file, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: path } });

beforeAll(() => {
	execFileSync(process.execPath, ['scripts/package.mjs']);
	execFileSync('npm', [
		'pack',
		join(process.cwd(), 'dist/packetwalk'),
		'--silent',
		'--pack-destination',
		folder
	]);
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
	writeFileSync(join(folder, 'package.json'), '{}');
	run('npm', 'install', '--offline', '--silent', '--no-audit', '--no-fund', `./${tarball}`);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the command line is a package without any dependency', () => {
	expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(
		['packetwalk']
	);
});

test('installed in an empty folder it walks a scenario', () => {
	const command = join(folder, 'node_modules/.bin/packetwalk');
	expect(existsSync(command)).toBe(true);
	expect(run(command, 'trace', '-s', 'clusterip')).toContain('fate      delivered');
	expect(run(command, 'scenario', 'check')).toContain('0 failed');
});
