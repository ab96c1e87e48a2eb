/** Files, folders and standard input as a record of names to text, in kubectl's manner. */
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

export interface ClusterFile {
	readonly file: string;
	readonly text: string;
}

interface Found {
	readonly manifests: Record<string, string>;
	readonly clusters: readonly ClusterFile[];
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file',
	EACCES: 'it may not be read',
	EISDIR: 'it is a folder'
};

const reasonOf = (error: unknown) =>
	(error instanceof Error && 'code' in error && reasons[String(error.code)]) || String(error);

/** The text behind a name; `-` is standard input. */
export async function textOf(path: string, { readFile, stdin }: Terminal): Promise<string> {
	try {
		return path === '-' ? await stdin() : readFile(path);
	} catch (error) {
		throw new Stop(3, `cannot read ${path}: ${reasonOf(error)}`);
	}
}

const isManifest = (name: string) => /\.(ya?ml|json)$/.test(name);
const isCluster = (name: string) => /^cluster\.(ya?ml|json)$/.test(name);
/** A scenario's lesson is no manifest, unless it says that it is one. */
const isLesson = (name: string, text: string) => name === 'lesson.yaml' && !/^kind:/m.test(text);

async function folder(
	path: string,
	names: readonly string[],
	terminal: Terminal,
	found: Found
): Promise<readonly ClusterFile[]> {
	const clusters: ClusterFile[] = [];
	const wanted = names.filter(isManifest);
	if (!wanted.length) throw new Stop(3, `cannot read ${path}: it holds no *.yaml, *.yml or *.json`);
	for (const name of wanted) {
		const file = path.endsWith('/') ? path + name : `${path}/${name}`;
		const text = await textOf(file, terminal);
		if (isCluster(name)) clusters.push({ file, text });
		else if (!isLesson(name, text)) found.manifests[file] = text;
	}
	return clusters;
}

/** What `-f` names, in the order in which it is named. */
export async function manifestsOf(paths: readonly string[], terminal: Terminal): Promise<Found> {
	const clusters: ClusterFile[] = [];
	const found: Found = { manifests: {}, clusters };
	for (const path of paths) {
		const entries = path === '-' ? null : terminal.list(path);
		if (entries) {
			const names = entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name);
			clusters.push(...(await folder(path, names, terminal, found)));
		} else found.manifests[path === '-' ? 'stdin' : path] = await textOf(path, terminal);
	}
	return found;
}
