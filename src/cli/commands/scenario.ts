import type { Scenario, Variant } from '#engine/scenario/index.ts';
import { checkScenarios } from '../check-scenarios.ts';
import { didYouMean, type Arguments, type Command } from '../command.ts';
import { policyOf } from '../inputs.ts';
import { outputFlag, outputOf } from '../output.ts';
import { jsonText, table } from '../print.ts';
import { scenarioIds, scenarioOf } from '../shelf.ts';
import { showText } from '../show.ts';
import { Stop, type ExitCode } from '../stop.ts';
import type { Terminal } from '../terminal.ts';

const formats = ['text', 'json'] as const;
type Format = (typeof formats)[number];
const verbs = ['list', 'show', 'check'] as const;

const row = ({ id, lesson: { title, summary }, variants }: Scenario) => ({
	id,
	title,
	summary,
	variants: variants.map((one) => one.id)
});

function list(format: Format, terminal: Terminal): ExitCode {
	const scenarios = scenarioIds(terminal).map((id) => row(scenarioOf(id, terminal)));
	if (format === 'json') terminal.out(jsonText({ version: 1, scenarios }));
	else
		terminal.out(
			table([
				['ID', 'VARIANTS', 'TITLE'],
				...scenarios.map(({ id, variants, title }) => [id, variants.join(','), title])
			])
		);
	return 0;
}

function show(id: string, format: Format, terminal: Terminal): ExitCode {
	const scenario = scenarioOf(id, terminal);
	const { lesson, variants } = scenario;
	const files = (variant: Variant) => variant.files.map(({ name }) => name);
	if (format === 'json')
		terminal.out(
			jsonText({
				version: 1,
				id,
				...lesson,
				variants: variants.map((one) => ({ id: one.id, title: one.title, files: files(one) }))
			})
		);
	else terminal.out(showText(scenario));
	return 0;
}

function run(given: Arguments, terminal: Terminal): ExitCode {
	const format = outputOf(given, formats);
	const [verb, ...ids] = given.words;
	switch (verb) {
		case 'list':
			if (ids.length)
				throw new Stop(2, `unexpected argument: ${ids[0]}`, 'scenario list takes none');
			return list(format, terminal);
		case 'show':
			if (ids.length !== 1)
				throw new Stop(2, 'scenario show takes one ID', 'see packetwalk scenario list');
			return show(ids[0]!, format, terminal);
		case 'check':
			return checkScenarios(
				ids.length ? ids : scenarioIds(terminal),
				format,
				policyOf(given),
				terminal
			);
		default:
			throw new Stop(
				2,
				verb === undefined
					? 'scenario needs list, show or check'
					: `unknown command: scenario ${verb}`,
				didYouMean(verb ?? '', verbs)
			);
	}
}

export const scenario: Command = {
	name: 'scenario',
	says: 'List, show or check the shipped scenarios.',
	usage: 'scenario list [options]\nscenario show ID [options]\nscenario check [ID...] [options]',
	examples: [
		['All of them', 'scenario list'],
		['One lesson', 'scenario show clusterip'],
		['Is every expectation met, in every model', 'scenario check']
	],
	flags: {
		policy: {
			value: 'none|azure|calico',
			says: "Of scenario check: under this policy engine only, instead of the clusters' own."
		},
		output: outputFlag(formats)
	},
	words: true,
	run: (given, terminal) => Promise.resolve(run(given, terminal))
};
