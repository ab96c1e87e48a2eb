import { printable } from '#engine/exporters/index.ts';
import { didYouMean, readArguments, type Command } from './command.ts';
import { check } from './commands/check.ts';
import { lint } from './commands/lint.ts';
import { network } from './commands/network.ts';
import { node } from './commands/node.ts';
import { resolve } from './commands/resolve.ts';
import { scenario } from './commands/scenario.ts';
import { trace } from './commands/trace.ts';
import { commandHelp, overview } from './help.ts';
import { Stop, type ExitCode } from './stop.ts';
import type { Terminal } from './terminal.ts';

const commands: readonly Command[] = [trace, resolve, network, node, check, lint, scenario];

function version({ readFile, home }: Terminal): string {
	const { version } = JSON.parse(readFile(`${home}package.json`)) as { readonly version: string };
	return `packetwalk ${version}\n`;
}

async function run([first, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
	const name = first === 'help' ? rest.shift() : first;
	if (name === undefined || name === '--help' || name === '-h') {
		terminal.out(overview(commands));
		return 0;
	}
	if (name === '--version' || name === 'version') {
		terminal.out(version(terminal));
		return 0;
	}
	const command = commands.find((one) => one.name === name);
	if (!command) {
		const names = commands.map((one) => one.name);
		throw new Stop(
			2,
			`unknown ${name.startsWith('-') ? 'flag' : 'command'}: ${name}`,
			didYouMean(name, [...names, '--help', '--version'])
		);
	}
	const given = readArguments(command, rest);
	if (first === 'help' || given.has('help')) {
		terminal.out(commandHelp(command));
		return 0;
	}
	return command.run(given, terminal);
}

/** Runs one command line and answers with its exit code. Data goes to standard output, messages to standard error. */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
	try {
		return await run(args, terminal);
	} catch (error) {
		if (!(error instanceof Stop)) throw error;
		terminal.err(`packetwalk: ${printable(error.message)}\n`);
		if (error.attempt) terminal.err(`  try: ${printable(error.attempt)}\n`);
		return error.code;
	}
}
