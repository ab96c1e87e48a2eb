#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

if (process.features.typescript) {
	// A reader that has seen enough, such as `head`, is no fault.
	process.stdout.on('error', (error) =>
		process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1)
	);
	const { main } = await import('../src/cli/main.ts');
	const { terminalOf } = await import('../src/cli/terminal.ts');
	process.exitCode = await main(process.argv.slice(2), terminalOf(process));
} else {
	// An older Node cannot read TypeScript. The one that npm installed beside the packages can.
	const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
	const args = ['--disable-warning=ExperimentalWarning', ...process.argv.slice(1)];
	process.exitCode = spawnSync(node, args, { stdio: 'inherit' }).status ?? 1;
}
