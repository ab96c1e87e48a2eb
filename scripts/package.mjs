// Makes the command line a package of its own in `dist/packetwalk`: one bundled file, the scenarios, no dependency.
// `npm pack ./dist/packetwalk` then gives a tarball that runs on Node 20.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'vite';

const out = 'dist/packetwalk';
const { version, description, license } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync(out, { recursive: true, force: true });
await build({
	configFile: false,
	logLevel: 'error',
	publicDir: false,
	// Everything is bundled, so the package needs nothing installed beside it.
	ssr: { noExternal: true },
	build: {
		ssr: 'src/cli/packaged.ts',
		target: 'node20',
		// As deep below the package as the source is below the house: both find `scenarios` two folders up.
		outDir: `${out}/lib/cli`,
		rolldownOptions: { output: { entryFileNames: 'packetwalk.mjs', codeSplitting: false } }
	}
});

mkdirSync(`${out}/bin`, { recursive: true });
writeFileSync(
	`${out}/bin/packetwalk.mjs`,
	"#!/usr/bin/env node\nimport '../lib/cli/packetwalk.mjs';\n",
	{ mode: 0o755 }
);
for (const name of ['scenarios', 'LICENSE', 'README.md'])
	cpSync(name, `${out}/${name}`, { recursive: true });
writeFileSync(
	`${out}/package.json`,
	`${JSON.stringify({ name: 'packetwalk', version, description, license, type: 'module', bin: { packetwalk: 'bin/packetwalk.mjs' }, engines: { node: '>=20' } }, null, '\t')}\n`
);
