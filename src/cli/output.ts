import { didYouMean, type Arguments, type Flag } from './command.ts';
import { Stop } from './stop.ts';

export const outputFlag = (formats: readonly string[]): Flag => ({
	short: 'o',
	value: formats.join('|'),
	says: `Form of the output; default ${formats[0]}.`
});

/** What `-o` names; the first format is the default. */
export function outputOf<const T extends string>(given: Arguments, formats: readonly T[]): T {
	const word = given.one('output') ?? formats[0];
	const format = formats.find((one) => one === word);
	if (!format) throw new Stop(2, `unknown output: ${word}`, didYouMean(String(word), formats));
	return format;
}
