// What `npm test` runs: every suite, whatever became of the one before, and a last line that counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from '../browser.mjs';
import { kernelObstacle } from './kernel-ready.mjs';

const inCI = Boolean(process.env.CI);
const reports = mkdtempSync(join(tmpdir(), 'packetwalk-'));
const noReason = 'its test says no more';
const count = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const skips = [];

/** Runs a command line in the open and answers whether it went well. */
function run(/** @type {string} */ line, /** @type {NodeJS.ProcessEnv} */ env = {}) {
	console.log(`\n> ${line}`);
	const { status } = spawnSync(line, {
		shell: true,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, ...env }
	});
	return status === 0;
}

/** A command that is one test in itself. */
function one(/** @type {string} */ line) {
	const fine = run(line);
	count[fine ? 'passed' : 'failed']++;
	return fine;
}

/** Takes the figures of a runner; one that failed without a failed test has crashed. */
function add(
	/** @type {boolean} */ fine,
	/** @type {{ passed: number, failed: number, skipped: string[] } | undefined} */ figures
) {
	const failed = figures?.failed ?? 0;
	count.passed += figures?.passed ?? 0;
	count.failed += fine ? failed : Math.max(failed, 1);
	for (const name of figures?.skipped ?? []) skip(name);
}

/** A skip and its reason, in one line. */
function skip(/** @type {string} */ what) {
	count.skipped++;
	skips.push(`skipped: ${what}`);
}

/** A suite that cannot run here. In CI nothing may be missing, so there it counts as failed. */
function missing(/** @type {string} */ what) {
	if (!inCI) return skip(what);
	count.failed++;
	skips.push(`failed, for in CI nothing may be missing: ${what}`);
}

const read = (/** @type {string} */ file) =>
	existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

function vitest(/** @type {string[]} */ ...projects) {
	const file = join(reports, `${projects[0]}.json`);
	const wanted = projects.map((name) => `--project ${name}`).join(' ');
	const fine = run(
		`vitest run ${wanted} --reporter dot --reporter json --outputFile.json="${file}"`
	);
	const report = read(file);
	/** @type {{ status: string, fullName: string }[]} */
	const tests = report?.testResults.flatMap(
		(/** @type {{ assertionResults: object[] }} */ { assertionResults }) => assertionResults
	);
	add(
		fine,
		report && {
			passed: report.numPassedTests,
			failed: report.numFailedTests,
			skipped: tests
				.filter(({ status }) => !['passed', 'failed'].includes(status))
				.map(({ fullName }) => `${fullName}: ${noReason}`)
		}
	);
}

/** @typedef {{ type: string, description?: string }} Annotation */
/** @typedef {{ title: string, tests: { status: string, annotations: Annotation[] }[] }} Spec */
/** @typedef {{ specs: Spec[], suites?: Suite[] }} Suite */

function playwright() {
	const file = join(reports, 'playwright.json');
	const fine = run('playwright test --reporter dot,json', { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
	const report = read(file);
	/** @type {(suite: Suite) => Spec[]} */
	const inside = ({ specs, suites = [] }) => [...specs, ...suites.flatMap(inside)];
	add(
		fine,
		report && {
			passed: report.stats.expected + report.stats.flaky,
			failed: report.stats.unexpected,
			skipped: report.suites
				.flatMap(inside)
				.flatMap((/** @type {Spec} */ { title, tests }) =>
					tests
						.filter(({ status }) => status === 'skipped')
						.map(({ annotations: [why] }) => `${title}: ${why?.description ?? noReason}`)
				)
		}
	);
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
for (const part of scripts.check.split(' && ')) one(part);

const browser = chromium();
if (browser) vitest('unit', 'component');
else vitest('unit');

const obstacle = kernelObstacle();
if (!obstacle) vitest('kernel');
else missing(`kernel: ${obstacle}`);

const built = one('vite build --logLevel warn');
if (browser && built) playwright();

if (!browser) missing('component and e2e: there is no Chromium; CHROMIUM may hold the path of one');
else if (!built) skip('e2e: there is no build to test');
else if (!firefox()) skip('e2e in Firefox: there is no firefox-esr; Chromium ran every test');

rmSync(reports, { recursive: true });
console.log(['', ...skips].join('\n'));
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed ? 1 : 0;
