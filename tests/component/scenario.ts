/** The repository's own scenarios, read in the browser of the component tests. */
import { readScenarios } from '#engine/scenario/index.ts';

const files = import.meta.glob<string>('/scenarios/**/*.yaml', {
	query: '?raw',
	import: 'default',
	eager: true
});
const { scenarios } = readScenarios(files);

export const scenario = (id: string) => scenarios.find((one) => one.id === id)!;
