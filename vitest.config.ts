import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { launch } from './browser.mjs';
import app from './vite.config.ts';

/** Needs nothing but Node: every test that is in none of the folders with a runner of their own. */
const unit = {
	test: {
		name: 'unit',
		include: ['tests/**/*.test.ts'],
		exclude: ['tests/component/**', 'tests/kernel/**', 'tests/e2e/**'],
		// Generous, for a busy machine: no test here asserts a time.
		testTimeout: 60_000
	}
};

/** Svelte components and `.svelte.ts` modules, in a real browser. */
const component = mergeConfig(app, {
	test: {
		name: 'component',
		include: ['tests/component/**/*.test.ts'],
		browser: {
			enabled: true,
			headless: true,
			screenshotFailures: false,
			provider: playwright({ launchOptions: launch() }),
			instances: [{ browser: 'chromium' }]
		}
	}
});

/** The kernel twin: one file at a time, since they share the machine's network namespaces. */
const kernel = {
	test: {
		name: 'kernel',
		include: ['tests/kernel/**/*.test.ts'],
		fileParallelism: false,
		testTimeout: 60_000,
		hookTimeout: 60_000
	}
};

export default defineConfig({ test: { projects: [unit, component, kernel] } });
