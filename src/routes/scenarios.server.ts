/** The scenarios of the repository, read once at build time, so that no YAML parser is shipped. */
import { readScenarios } from '#engine/scenario/index.ts';

const files = import.meta.glob<string>('/scenarios/**/*.yaml', {
	query: '?raw',
	import: 'default',
	eager: true
});

export const { scenarios, problems } = readScenarios(files);
