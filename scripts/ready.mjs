// Makes ready what the next command needs. Runs on any Node from 18, before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { missingPackages } from './kernel-ready.mjs';
import { onPath } from './on-path.mjs';

const asked = (/** @type {string} */ flag) => process.argv.includes(flag);

/** Runs a command in silence; a failure is told by its first line that speaks of an error. */
function run(/** @type {string} */ line) {
	const { status, stdout, stderr } = spawnSync(line, { shell: true, encoding: 'utf8' });
	if (status === 0) return;
	const said = `${stderr}\n${stdout}`.split('\n').find((text) => /^E:|error/i.test(text));
	console.error(`${line} failed. ${said ?? ''}`);
}

/** Whether node_modules holds just what the lock names, compared by the hash of each package. */
function installed() {
	const hidden = 'node_modules/.package-lock.json';
	if (!existsSync(hidden)) return false;
	const packages = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8')).packages;
	const here = packages(hidden);
	return Object.entries(packages('package-lock.json')).every(
		([path, wanted]) =>
			path === '' || (here[path] ? here[path].integrity === wanted.integrity : wanted.optional)
	);
}

if (!installed()) {
	// `npm ci` would delete the Node that may be running this, which Windows forbids.
	const verb = existsSync('node_modules') ? 'install' : 'ci';
	const line = `npm ${verb} --no-audit --no-fund --loglevel=error`;
	if (spawnSync(line, { shell: true, stdio: 'inherit' }).status !== 0) process.exit(1);
}

/** @type {string[]} */
const packages = [];
const root = process.getuid?.() === 0;

if (asked('--browser')) {
	const { chromium, firefox } = await import('../browser.mjs');
	if (!chromium()) {
		console.log('No Chromium found: trying `playwright install chromium`.');
		run('npx playwright install chromium');
		if (!chromium()) packages.push('chromium');
	}
	if (!firefox() && process.env.CI && root) packages.push('firefox-esr');
}
if (asked('--kernel') && process.platform === 'linux') packages.push(...missingPackages());

const apt = 'apt-get install -qq -y --no-install-recommends';
if (packages.length && root && onPath('apt-get')) {
	console.log(`The tests need ${packages.join(', ')}: installing with apt-get.`);
	run('apt-get update -qq');
	for (const name of packages) run(`DEBIAN_FRONTEND=noninteractive ${apt} ${name}`);
} else if (packages.length) {
	console.log(
		onPath('apt-get')
			? `Some tests will be skipped. They need: sudo ${apt} ${packages.join(' ')}`
			: `Some tests will be skipped. Install ${packages.join(', ')}, or set CHROMIUM to a browser.`
	);
}
