import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a page names itself: its style sheets, preloaded modules and the entry that it starts. */
const named = /(?:href|src)="([^"]+\.(?:js|css))"|import\("([^"]+\.js)"\)/g;

/** What a module cannot run without; an `import()` is not among it. */
const needed = /(?:\bfrom|\bimport)\s*"([^"]+\.js)"/g;

const links = (/** @type {string} */ file, /** @type {RegExp} */ pattern) =>
	[...readFileSync(file, 'utf8').matchAll(pattern)].map(([, one, other]) =>
		join(dirname(file), one ?? other ?? '')
	);

/**
 * What each page of the build loads before it runs, in bytes after gzip.
 * @param {string} build the folder of the built site
 */
export function firstLoad(build) {
	const pages = readdirSync(build, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('index.html'))
		.sort();
	return pages.map((page) => {
		const html = join(build, page);
		const files = new Set(links(html, named));
		for (const file of files)
			if (file.endsWith('.js')) links(file, needed).forEach((one) => files.add(one));
		const size = (/** @type {string} */ end) =>
			[html, ...files]
				.filter((file) => file.endsWith(end))
				.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
		const route = `/${dirname(page)}/`.replace('/./', '/');
		return { route, html: size('.html'), css: size('.css'), js: size('.js') };
	});
}
