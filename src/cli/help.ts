/** Help in the manner of kubectl: what it does, examples, options, usage. */
import type { Command, Flag } from './command.ts';

function optionLine([name, { short, value, many, says }]: readonly [string, Flag]): string {
	const given = value ? `=${many ? '[]' : `'${value}'`}` : '';
	return `    ${short ? `-${short}, ` : ''}--${name}${given}:\n\t${says}`;
}

export const commandHelp = ({ says, usage, examples, flags }: Command): string =>
	[
		says,
		'',
		'Examples:',
		examples.map(([comment, line]) => `  # ${comment}\n  packetwalk ${line}`).join('\n\n'),
		'',
		'Options:',
		Object.entries(flags).map(optionLine).join('\n\n'),
		'',
		'Usage:',
		...usage.split('\n').map((line) => `  packetwalk ${line}`),
		''
	].join('\n');

export const overview = (commands: readonly Command[]): string =>
	[
		'packetwalk shows, predicts and proves how a packet crosses an AKS cluster.',
		'',
		'Commands:',
		...commands.map(({ name, says }) => `  ${name.padEnd(10)}${says}`),
		'',
		'Exit codes: 0 done, 1 a fault was found, 2 a name or flag is unknown, 3 a file is missing or unreadable.',
		'',
		'Usage:',
		'  packetwalk COMMAND [flags]',
		'',
		'Use "packetwalk COMMAND --help" for more about a command.',
		''
	].join('\n');
