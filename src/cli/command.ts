/** What a command is, and how its arguments are read. */
import { parseArgs } from 'node:util';
import { nearest } from '#engine/scenario/nearest.ts';
import { Stop, type ExitCode } from './stop.ts';
import type { Terminal } from './terminal.ts';

export interface Flag {
	readonly short?: string;
	/** What stands behind it in a usage line; without it the flag is a switch. */
	readonly value?: string;
	readonly many?: boolean;
	readonly says: string;
}
export type Flags = Readonly<Record<string, Flag>>;

export interface Arguments {
	/** The last value of a flag, or null. */
	one(flag: string): string | null;
	all(flag: string): readonly string[];
	has(flag: string): boolean;
	readonly words: readonly string[];
}

export interface Command {
	readonly name: string;
	/** One sentence for the list of commands. */
	readonly says: string;
	readonly usage: string;
	/** Comment and command line, in turn. */
	readonly examples: readonly (readonly [says: string, line: string])[];
	readonly flags: Flags;
	/** Does it take words besides flags. */
	readonly words?: boolean;
	run(given: Arguments, terminal: Terminal): Promise<ExitCode>;
}

export const didYouMean = (word: string, known: readonly string[]): string => {
	const meant = nearest(word, known);
	return meant ? `did you mean ${meant}?` : `known are ${known.join(', ')}`;
};

const help: Flag = { short: 'h', says: 'Show this text.' };

export function readArguments(
	{ name, flags, words = false }: Command,
	args: readonly string[]
): Arguments {
	const known: Flags = { ...flags, help };
	const options = Object.fromEntries(
		Object.entries(known).map(([flag, { short, value, many }]) => [
			flag,
			{
				type: value ? ('string' as const) : ('boolean' as const),
				...(short && { short }),
				multiple: many ?? false
			}
		])
	);
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			options,
			allowPositionals: words,
			strict: true
		});
		const all = (flag: string) => [values[flag] ?? []].flat().map(String);
		return {
			all,
			one: (flag) => all(flag).at(-1) ?? null,
			has: (flag) => values[flag] !== undefined,
			words: positionals
		};
	} catch (error) {
		throw refusal(error, name, Object.keys(known));
	}
}

/** Node's own complaint, in our words. */
function refusal(error: unknown, command: string, flags: readonly string[]): unknown {
	if (!(error instanceof Error && 'code' in error)) return error;
	const [, named = ''] = /'(-[^' ]*|[^']*)/.exec(error.message) ?? [];
	const usage = `see packetwalk ${command} --help`;
	switch (error.code) {
		case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
			return new Stop(
				2,
				`unknown flag: ${named}`,
				named.startsWith('--')
					? didYouMean(
							named,
							flags.map((flag) => `--${flag}`)
						)
					: usage
			);
		case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
			return new Stop(
				2,
				/does not take/.test(error.message)
					? `flag takes no value: ${named}`
					: `flag needs a value: ${named.replace(/,$/, '')}`,
				usage
			);
		case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
			return new Stop(2, `unexpected argument: ${named}`, usage);
		default:
			return error;
	}
}
