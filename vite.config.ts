import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';
import config from './svelte.config.js';

/**
 * Kit 3 takes its options from here and stops when it meets a `svelte.config.js`, lest somebody
 * thinks that it is read. Ours is read, by us; linter and svelte-check look for that name too.
 */
async function kit(): Promise<Plugin[]> {
	const plugins = await sveltekit(config);
	const guard = plugins.find(({ name }) => name === 'vite-plugin-sveltekit-resolve-root');
	const check = guard?.config;
	if (guard && check && typeof check === 'object') {
		const { handler } = check;
		guard.config = {
			...check,
			handler(...given) {
				try {
					return handler.apply(this, given);
				} catch (error) {
					if (!String(error).includes('svelte.config.js')) throw error;
				}
			}
		};
	}
	return plugins;
}

export default defineConfig({ plugins: [kit()] });
