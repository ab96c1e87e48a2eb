/** Text for tests: YAML inline, its tabs cut off, and a mark ▶ where a problem is expected. */
import { read, settle, type Overrides } from '#engine/load/index.ts';
import type { World } from '#engine/world.ts';

/** The text without the indentation of the test around it. */
export function yaml(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
	const text = String.raw({ raw: strings }, ...values);
	const lines = text.replace(/^\n/, '').split('\n');
	const depth = Math.min(
		...lines.filter((line) => line.trim()).map((line) => /^\t*/.exec(line)![0].length)
	);
	return lines.map((line) => line.slice(depth)).join('\n');
}

/** The text without its mark, and the place of the mark. */
export function unmark(text: string): { text: string; line: number; column: number } {
	const before = text.split('▶')[0]!.split('\n');
	return { text: text.replace('▶', ''), line: before.length, column: before.at(-1)!.length + 1 };
}

export function world(manifests: string, cluster?: string, over?: Overrides): World {
	const input = { manifests: { 'given.yaml': manifests } };
	const file = cluster === undefined ? null : { file: 'cluster.yaml', text: cluster };
	return settle(read({ ...input, cluster: file }), over);
}

export const codes = ({ problems }: Pick<World, 'problems'>): string[] =>
	problems.map(({ code }) => code);

/** A pod in one line; `more` are fields of its spec. */
export const pod = (name: string, more = '', labels = '{ app: web }', namespace = 'shop'): string =>
	`{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }, spec: { containers: [{ name: c }]${more && `, ${more}`} } }\n---\n`;

/** A Service in one line; `spec` are its fields beside ports. */
export const service = (name: string, spec: string, ports = '[{ port: 80 }]'): string =>
	`{ apiVersion: v1, kind: Service, metadata: { name: ${name}, namespace: shop }, spec: { ports: ${ports}${spec && `, ${spec}`} } }\n---\n`;

/** A NetworkPolicy in one line. */
export const policy = (spec: string): string =>
	`{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: only, namespace: shop }, spec: { ${spec} } }\n---\n`;
