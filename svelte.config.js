import adapter from '@sveltejs/adapter-static';

/**
 * The one place of the Svelte and Kit options: vite.config.ts hands them to Kit, and the linter and
 * svelte-check read the same file, under the name that they look for.
 * @type {Parameters<typeof import('@sveltejs/kit/vite').sveltekit>[0]}
 */
export default {
	compilerOptions: { runes: true },
	adapter: adapter({ strict: true }),
	paths: { relative: true },
	csp: {
		mode: 'hash',
		directives: {
			'default-src': ['self'],
			'script-src': ['self'],
			'style-src': ['self'],
			// The one style attribute that Kit itself writes, on its announcer of the page's title.
			'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
			'img-src': ['self', 'data:'],
			'connect-src': ['self'],
			'worker-src': ['self'],
			'object-src': ['none'],
			'base-uri': ['self'],
			'form-action': ['none']
		}
	}
};
