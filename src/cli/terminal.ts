/** What a command may touch. The shim hands in the real one, a test its own. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Entry {
	readonly name: string;
	readonly isFolder: boolean;
}

export interface Terminal {
	/** The text of a file; throws where there is none. */
	readonly readFile: (path: string) => string;
	/** What a folder holds, by name; null where the path is no folder. */
	readonly list: (path: string) => readonly Entry[] | null;
	readonly stdin: () => Promise<string>;
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
	/** May standard output carry colours. */
	readonly colours: boolean;
	/** The folder that holds `package.json` and `scenarios`. */
	readonly home: string;
}

/** NO_COLOR counts when it is set and not empty (no-color.org). */
const wantsColours = ({ stdout, env }: NodeJS.Process) =>
	stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';

const byName = (a: Entry, b: Entry) => (a.name < b.name ? -1 : 1);

export const terminalOf = (process: NodeJS.Process): Terminal => ({
	readFile: (path) => readFileSync(path, 'utf8'),
	list(path) {
		if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return null;
		return readdirSync(path, { withFileTypes: true })
			.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
			.sort(byName);
	},
	stdin: () => text(process.stdin),
	out: (text) => void process.stdout.write(text),
	err: (text) => void process.stderr.write(text),
	colours: wantsColours(process),
	home: fileURLToPath(new URL('../../', import.meta.url))
});
