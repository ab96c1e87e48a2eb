import { settle } from '#engine/load/index.ts';
import type { Problem } from '#engine/world.ts';
import type { Command } from '../command.ts';
import { fileFlags, inputOf, overridesOf } from '../inputs.ts';
import { outputFlag, outputOf } from '../output.ts';
import { codeFor, count, ignoredText, jsonText, problemText } from '../print.ts';

const formats = ['text', 'json'] as const;

const row = ({ code, severity, says, try: attempt, source: { file, line, column } }: Problem) => ({
	code,
	severity,
	says,
	try: attempt ?? null,
	file,
	line,
	column
});

export const lint: Command = {
	name: 'lint',
	says: 'Find what is wrong in manifests and in the cluster file, all of it.',
	usage: 'lint -f PATH... [--cluster FILE] [options]',
	examples: [
		['A folder', 'lint -f manifests/'],
		['What a chart would apply', 'lint -f - < rendered.yaml']
	],
	flags: { ...fileFlags, output: outputFlag(formats) },
	async run(given, terminal) {
		const format = outputOf(given, formats);
		const input = await inputOf(given, terminal);
		const { objects, unreadable } = input;
		const { problems, ignored } = settle(objects, overridesOf(input));
		if (format === 'json') {
			terminal.out(jsonText({ version: 1, problems: problems.map(row), ignored }));
		} else {
			terminal.out([...problems.map(problemText), ...ignored.map(ignoredText)].join(''));
			const [errors, warnings] = (['error', 'warning'] as const).map(
				(severity) => problems.filter((one) => one.severity === severity).length
			);
			terminal.err(`${count(errors!, 'error')}, ${count(warnings!, 'warning')}\n`);
		}
		return unreadable.length ? 3 : codeFor(problems);
	}
};
