import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium as playwright } from 'playwright-core';
import { onPath } from './scripts/on-path.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** On Linux a browser may be there and still lack its libraries, so it is asked for its version. */
const runs = (/** @type {string} */ path) =>
	existsSync(path) && (process.platform !== 'linux' || spawnSync(path, ['--version']).status === 0);

/** The Chromium to test with: `$CHROMIUM`, else Playwright's own, else an installed one. */
export const chromium = () =>
	[process.env.CHROMIUM, playwright.executablePath(), ...names.map(onPath), ...places].find(
		(path) => path && runs(path)
	);

/** Firefox ESR, which Playwright can drive as it comes from the distribution. */
export const firefox = () => process.env.FIREFOX ?? onPath('firefox-esr');

/** Launch options for Chromium: no calls home, and a sandbox wherever the user is not root. */
export const launch = () => ({
	executablePath: chromium(),
	chromiumSandbox: process.getuid?.() !== 0,
	args: [
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-quic',
		'--disable-sync',
		'--no-first-run'
	]
});
