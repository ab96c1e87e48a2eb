import { defineConfig } from '@playwright/test';
import { firefox, launch } from './browser.mjs';
import { freePort } from './scripts/free-port.mjs';

// The workers read this file again, and inherit the port from the environment.
const port = (process.env.PACKETWALK_PORT ??= String(await freePort()));
const executablePath = firefox();

export default defineConfig({
	testDir: 'tests/e2e',
	forbidOnly: Boolean(process.env.CI),
	reporter: 'list',
	use: {
		viewport: { width: 1440, height: 900 },
		baseURL: `http://localhost:${port}/`,
		trace: 'retain-on-failure'
	},
	webServer: {
		command: `npx vite preview --port ${port} --strictPort`,
		port: Number(port)
	},
	projects: [
		{ name: 'chromium', use: { browserName: 'chromium', launchOptions: launch() } },
		// Stock Firefox speaks WebDriver BiDi, which knows nothing yet of media features and traces.
		...(executablePath
			? [
					{
						name: 'firefox',
						grep: /@core/,
						use: {
							browserName: 'firefox' as const,
							channel: 'moz-firefox',
							launchOptions: { executablePath },
							colorScheme: null,
							contextOptions: { reducedMotion: null, forcedColors: null, contrast: null },
							trace: 'off' as const
						}
					}
				]
			: [])
	]
});
