/** The shipped scenarios, read from disk. */
import { readScenarios, type Scenario, type Variant } from '#engine/scenario/index.ts';
import { didYouMean } from './command.ts';
import { problemText } from './print.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** All YAML of a folder and its variants, by path below the house. */
function filesIn(folder: string, terminal: Terminal): Record<string, string> {
	const files: Record<string, string> = {};
	for (const { name, isFolder } of terminal.list(terminal.home + folder) ?? []) {
		const path = `${folder}/${name}`;
		if (isFolder) Object.assign(files, filesIn(path, terminal));
		else if (name.endsWith('.yaml')) files[path] = terminal.readFile(terminal.home + path);
	}
	return files;
}

export const scenarioIds = (terminal: Terminal): readonly string[] =>
	(terminal.list(`${terminal.home}scenarios`) ?? [])
		.filter(({ isFolder }) => isFolder)
		.map(({ name }) => name);

export function scenarioOf(id: string, terminal: Terminal): Scenario {
	const ids = scenarioIds(terminal);
	if (!ids.includes(id)) throw new Stop(2, `unknown scenario: ${id}`, didYouMean(id, ids));
	const {
		scenarios: [scenario],
		problems
	} = readScenarios(filesIn(`scenarios/${id}`, terminal));
	problems.forEach((problem) => terminal.err(problemText(problem)));
	if (!scenario) throw new Stop(3, `cannot read scenario ${id}`);
	return scenario;
}

/** `ID` is the first variant, `ID/VARIANT` another. */
export function variantOf(words: string, terminal: Terminal): Variant {
	const [id = '', wanted, ...rest] = words.split('/');
	const { variants } = scenarioOf(id, terminal);
	if (wanted === undefined) return variants[0];
	const variant = variants.find((one) => one.id === [wanted, ...rest].join('/'));
	if (!variant)
		throw new Stop(
			2,
			`unknown variant: ${words}`,
			didYouMean(
				wanted,
				variants.map((one) => one.id)
			)
		);
	return variant;
}
