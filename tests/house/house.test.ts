import { expect, test } from 'vitest';
import { violations } from './rules.ts';
import { tree } from './tree.ts';

test('the house is in order', () => {
	expect(violations(tree())).toEqual([]);
});

/** Spelled in parts, for this file is read too. */
const machine = ['', 'home', 'somebody', 'notes'].join('/');

test.each([
	['engine reaches lib', 'src/engine/walk.ts', `import { live } from '#lib/live.ts';`],
	['engine climbs to scene', 'src/engine/a/b.ts', `import { pose } from '../../scene/pose.ts';`],
	['engine takes Svelte', 'src/engine/walk.ts', `import { onMount } from 'svelte';`],
	['engine reads files', 'src/engine/walk.ts', `export { readFileSync } from 'node:fs';`],
	['engine imports late', 'src/engine/walk.ts', `const d3 = await import('d3');`],
	['engine imports a type', 'src/engine/walk.ts', `type Node = import('svelte').Snippet;`],
	['engine imports what it computes', 'src/engine/walk.ts', `await import(name);`],
	['engine knows the page', 'src/engine/walk.ts', `document.title = 'x';`],
	['engine knows the window', 'src/engine/walk.ts', `export const wide = window.innerWidth;`],
	['engine fetches', 'src/engine/walk.ts', `await fetch('facts.json');`],
	['engine reads the clock', 'src/engine/walk.ts', `const at = Date.now();`],
	['engine makes a date', 'src/engine/walk.ts', `const at = new Date();`],
	['engine throws dice', 'src/engine/walk.ts', `const port = 32768 + Math.random();`],
	['engine prints', 'src/engine/walk.ts', `console.log('hop');`],
	['engine asks where it lies', 'src/engine/walk.ts', `const here = import.meta.url;`],
	['engine waits', 'src/engine/walk.ts', `setTimeout(step, 100);`],
	['scene draws', 'src/scene/wire.ts', `import { select } from 'd3';`],
	['scene takes all of d3', 'src/scene/wire.ts', `import * as d3 from 'd3';`],
	['scene knows the page', 'src/scene/wire.ts', `document.body.append(line);`],
	['lib reaches routes', 'src/lib/Link.svelte', `<script>import '../routes/page.ts';</script>`],
	['lib reaches the command line', 'src/lib/run.ts', `import { main } from '#cli/main.ts';`],
	['routes reach the command line', 'src/routes/+page.ts', `import { main } from '#cli/main.ts';`],
	['the command line reaches lib', 'src/cli/main.ts', `import { session } from '#lib/session.ts';`],
	['the command line takes a package', 'src/cli/main.ts', `import yaml from 'yaml';`],
	['the shim reaches engine', 'bin/packetwalk.js', `import '../src/engine/index.ts';`],
	['a catalogue forgets a stage', 'src/engine/stages/routing.ts', ''],
	['a catalogue forgets a model', 'src/engine/models/kubenet.ts', ''],
	['a scenario holds code', 'scenarios/clusterip/check.ts', ''],
	['a component has a colour', 'src/lib/Hop.svelte', `<style>p { color: #e40 }</style>`],
	[
		'a component has a colour by name',
		'src/lib/Hop.svelte',
		`<style>p{border:1px solid red}</style>`
	],
	['a picture has a colour', 'src/lib/Hop.svelte', `<rect fill="white" />`],
	['a stylesheet has a colour', 'src/lib/page.css', `p { background: rgb(0 0 0 / 50%); }`],
	['a note names a machine', 'docs/notes.md', `See ${machine}.`],
	['the lock names a mirror', 'package-lock.json', `"resolved": "https://mirror.example/yaml.tgz"`]
])('it is noticed when %s', (_, path, text) => {
	expect(violations({ [path]: text })).toHaveLength(1);
});

test.each([
	[
		'src/engine/walk.ts',
		`import { parse } from 'yaml';\nimport { sha256 } from '@noble/hashes/sha2.js';`
	],
	[
		'src/engine/walk.ts',
		`// a window, a document\nconst document = parse(text);\ndocument.contents;`
	],
	['src/engine/walk.ts', `export const at = { window: 'console.log' }; at.window;`],
	['src/engine/stages/index.ts', `export { routing } from './routing.ts';`],
	['src/scene/wire.ts', `import { line, curveBasis } from 'd3';\nimport '#engine/types.ts';`],
	[
		'src/lib/Scene.svelte',
		`<script>import { zoom } from 'd3';</script>\n<path fill="url(#dead)" />`
	],
	['src/lib/Hop.svelte', `<style>a:hover #add { color: var(--red); fill: currentColor }</style>`],
	['src/lib/theme.css', `:root { --drop: #c00; }`],
	['src/routes/+page.svelte', `<script>import { page } from '$app/state';</script>`],
	['src/cli/main.ts', `import { trace } from '#engine/index.ts';\nimport 'node:fs';`]
])('%s may say: %s', (path, text) => {
	expect(violations({ [path]: text })).toEqual([]);
});

test('a listed stage is no fault, nor is the shape of a stage', () => {
	const files = {
		'src/engine/stages/index.ts': `export { routing } from './routing.ts';`,
		'src/engine/stages/routing.ts': `import type { Stage } from './stage.ts';`,
		'src/engine/stages/stage.ts': ''
	};
	expect(violations(files)).toEqual([]);
});
