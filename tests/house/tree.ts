import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './rules.ts';

const folders = ['.ci', '.github', 'bin', 'docs', 'scenarios', 'scripts', 'src', 'static', 'tests'];

/** Every text file of the repository; whatever else lies about in the folder is not ours. */
export function tree(): Files {
	const top = readdirSync('.').filter((name) => /\.(md|json|js|mjs|ts)$/.test(name));
	const inside = readdirSync('.')
		.filter((name) => folders.includes(name))
		.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).replaceAll('\\', '/'));
	const files = [...top, ...inside].map((path) => [path, readFileSync(path, 'utf8')] as const);
	return Object.fromEntries(files.filter(([, text]) => !text.includes('\0')));
}
