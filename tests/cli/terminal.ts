import type { Entry, Terminal } from '#cli/terminal.ts';
import { main } from '#cli/main.ts';
import { terminalOf } from '#cli/terminal.ts';

export interface Ran {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

interface Given {
	/** Files by path; a path under another makes that one a folder. */
	readonly files?: Readonly<Record<string, string>>;
	readonly stdin?: string;
	readonly colours?: boolean;
}

const real = terminalOf(process);

/** What a folder of the made-up files holds; shipped scenarios come from disk. */
function list(path: string, files: Readonly<Record<string, string>>): readonly Entry[] | null {
	if (path.startsWith(real.home)) return real.list(path);
	const folder = path.endsWith('/') ? path : `${path}/`;
	const inside = Object.keys(files).flatMap((name) =>
		name.startsWith(folder) ? [name.slice(folder.length)] : []
	);
	if (!inside.length) return null;
	return [...new Set(inside.map((name) => name.split('/')[0]!))]
		.sort()
		.map((name) => ({ name, isFolder: !inside.includes(name) }));
}

/** Runs one command line in a made-up terminal. */
export async function run(
	line: string | readonly string[],
	{ files = {}, stdin = '', colours = false }: Given = {}
): Promise<Ran> {
	const said = { out: '', err: '' };
	const terminal: Terminal = {
		readFile(path) {
			if (path.startsWith(real.home)) return real.readFile(path);
			const text = files[path];
			if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
			return text;
		},
		list: (path) => list(path, files),
		stdin: () => Promise.resolve(stdin),
		out: (text) => void (said.out += text),
		err: (text) => void (said.err += text),
		colours,
		home: real.home
	};
	const args = typeof line === 'string' ? line.split(' ').filter(Boolean) : line;
	return { code: await main(args, terminal), ...said };
}

/** Two pods in a namespace, and a Service of one of them. */
export const shop = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: nginx }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ name: db, image: postgres, ports: [{ containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { selector: { app: db }, ports: [{ port: 5432 }] }
`;
