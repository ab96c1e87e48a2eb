import { posix } from 'node:path';
import { codeOf } from './code.ts';
import { literalColours } from './colours.ts';

/** The files of the repository: path from its root → text. */
export type Files = Readonly<Record<string, string>>;

interface House {
	/** Folders of ours that a folder may reach; itself always. */
	readonly ours: readonly string[];
	/** Packages and modules from outside; a pattern stands for a family. */
	readonly outside: readonly (string | RegExp)[];
	/** A pure folder knows no machine around it: no page, network, clock, chance or terminal. */
	readonly pure?: true;
}

const houses: Readonly<Record<string, House>> = {
	'src/engine': {
		ours: [],
		outside: ['xstate', 'yaml', 'ipaddr.js', /^@noble\/hashes\//],
		pure: true
	},
	'src/scene': { ours: ['src/engine'], outside: ['d3'], pure: true },
	'src/lib': {
		ours: ['src/engine', 'src/scene'],
		outside: ['svelte', /^svelte\//, 'xstate', 'd3']
	},
	'src/routes': {
		ours: ['src/engine', 'src/scene', 'src/lib'],
		outside: ['svelte', /^svelte\//, '@sveltejs/kit', /^\$app\//, /^\.\/\$types(\.js)?$/]
	},
	'src/cli': { ours: ['src/engine'], outside: [/^node:/] },
	bin: { ours: ['src/cli'], outside: [/^node:/] }
};

const machine = new Set(
	`document window navigator globalThis fetch XMLHttpRequest WebSocket localStorage sessionStorage
	Date performance setTimeout setInterval requestAnimationFrame console process Math.random
	crypto import.meta`.split(/\s+/)
);

/** What of d3 touches the page, the network, the clock or chance. The rest is arithmetic. */
const d3Effects =
	/^(select|selection|selector|pointer|creator|local|style|window|zoom|drag|brush|axis|transition|active|interrupt|timer|timeout|now$|interval$|json|csv$|tsv$|dsv$|text$|xml|html|svg|image|blob|buffer|random|force)/;

const catalogues = ['stages', 'models', 'exporters', 'questions'].map((id) => `src/engine/${id}`);

const theme = 'src/lib/theme.css';

/** Home, temporary and working folders: a path that starts in one holds on one machine only. */
const machinePath = /(?<![\w.*~-])(\/(?:work|tmp|home|root|Users)\/)/g;

const houseOf = (path: string) =>
	Object.keys(houses).find((folder) => path.startsWith(`${folder}/`));

const isCode = (path: string) => /\.(ts|js|mjs|svelte)$/.test(path);

/** Where an import of ours leads, from the repository's root; undefined for one from outside. */
function target(from: string, name: string) {
	if (name.startsWith('#')) return `src/${name.slice(1)}`;
	if (name.startsWith('.')) return posix.join(posix.dirname(from), name);
	return undefined;
}

function* importFaults(path: string, folder: string, text: string) {
	const { ours, outside, pure } = houses[folder]!;
	const { imports, globals } = codeOf(path, text);
	for (const { name, names } of imports) {
		if (outside.some((one) => (typeof one === 'string' ? one === name : one.test(name)))) {
			if (name !== 'd3') continue;
			if (names === 'all') yield `${path} imports all of d3: name the functions`;
			else if (pure)
				for (const effect of names.filter((one) => d3Effects.test(one)))
					yield `${path} imports ${effect} of d3, which is not arithmetic`;
			continue;
		}
		const file = target(path, name);
		const reached = [folder, ...ours].some((one) => file?.startsWith(`${one}/`));
		if (!reached) yield `${path} imports ${name}: ${folder} may not`;
	}
	if (pure)
		for (const name of globals.filter((one) => machine.has(one)))
			yield `${path} uses ${name}: ${folder} is pure`;
}

/** Every file of a catalogue is in its index, but the shape of an entry: `stage.ts` among stages. */
function* catalogueFaults(files: Files) {
	for (const folder of catalogues) {
		const list = `${folder}/index.ts`;
		const shape = `${posix.basename(folder).slice(0, -1)}.ts`;
		const listed = codeOf(list, files[list] ?? '').imports.map(({ name }) => name.slice(2));
		for (const path of Object.keys(files)) {
			const { dir, base } = posix.parse(path);
			if (dir === folder && !['index.ts', shape, ...listed].includes(base))
				yield `${list} does not list ${base}`;
		}
	}
}

function* textFaults(path: string, text: string) {
	if (path.startsWith('scenarios/') && !/\.(ya?ml|json)$/.test(path)) yield `${path} is not data`;
	if (/^src\/.*\.(svelte|css)$/.test(path) && path !== theme)
		for (const colour of literalColours(path, text))
			yield `${path} spells out a colour, which is for ${theme}: ${colour}`;
	for (const [, folder] of text.matchAll(machinePath))
		yield `${path} speaks of ${folder}, a path of somebody's machine`;
	if (path === 'package-lock.json')
		for (const [, host] of text.matchAll(/"resolved": "https?:\/\/([^/]+)/g))
			if (host !== 'registry.npmjs.org') yield `${path} resolves to ${host}`;
}

/** What is wrong with the house, a sentence a fault; no fault, no sentence. */
export function violations(files: Files): string[] {
	const faults = Object.entries(files).flatMap(([path, text]) => {
		const folder = houseOf(path);
		const code = folder && isCode(path) ? [...importFaults(path, folder, text)] : [];
		return [...code, ...textFaults(path, text)];
	});
	return [...catalogueFaults(files), ...faults];
}
