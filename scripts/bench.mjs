// Prints what the engine costs and what each page of the build weighs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { firstLoad } from './first-load.mjs';

const folder = 'tests/bench';
const benches = existsSync(folder)
	? readdirSync(folder).filter((file) => file.endsWith('.bench.ts'))
	: [];

/** Runs a command line in the open, and notes a failure in the exit code. */
function run(/** @type {string} */ line) {
	if (spawnSync(line, { shell: true, stdio: 'inherit' }).status !== 0) process.exitCode = 1;
}

for (const file of benches) {
	console.log(`\n${file.replace('.bench.ts', '')}`);
	run(`node --expose-gc --disable-warning=ExperimentalWarning ${folder}/${file}`);
}

run('vite build --logLevel error');
const kilo = (/** @type {number} */ bytes) => Math.round(bytes / 102.4) / 10;
const rows = firstLoad('build').map(({ route, html, css, js }) => [
	route,
	{ html: kilo(html), css: kilo(css), js: kilo(js) }
]);
console.log('\nfirst load of each page, kB after gzip');
console.table(Object.fromEntries(rows));
