/** How long a walk takes, and what a big cluster costs. Prints figures; nothing is asserted. */
import { compile } from '#engine/compile/index.ts';
import { trace } from '#engine/converse/index.ts';
import { read, settle } from '#engine/load/index.ts';
import { walk, walkByTable } from '#engine/machine/walk.ts';
import { cluster, manifests, size } from './world.ts';

const milliseconds = (since: number): number => performance.now() - since;
const megabytes = (): number => process.memoryUsage().heapUsed / 2 ** 20;
const quantile = (values: readonly number[], q: number): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length * q)]!;
const print = (what: string, value: number, unit: string) =>
	console.log(`${what.padEnd(58)} ${value.toFixed(2).padStart(9)} ${unit}`);

console.log(
	`${size.nodes} nodes, ${size.services * size.podsPerService} pods, ${size.services} Services`
);

let from = performance.now();
const objects = read({
	manifests: { 'manifests.yaml': manifests },
	cluster: { file: 'cluster.yaml', text: cluster }
});
print('read (YAML)', milliseconds(from), 'ms');

from = performance.now();
const world = settle(objects);
print('settle', milliseconds(from), 'ms');

globalThis.gc?.();
const before = megabytes();
from = performance.now();
const network = compile(world);
print('compile, before any node is asked for', milliseconds(from), 'ms');
from = performance.now();
for (const { name } of world.nodes) network.node(name);
print('compile every node', milliseconds(from), 'ms');
globalThis.gc?.();
print('memory of the compiled network', megabytes() - before, 'MB');

const questions = Array.from({ length: 300 }, (_, i) => ({
	from: `team-${i % 20}/app-${i}-0`,
	to: `service/team-${((i * 7) % 300) % 20}/app-${(i * 7) % 300}:80`
}));

for (const [name, walker] of [
	['XState', walk],
	['loop', walkByTable]
] as const) {
	const times = questions.map((question) => {
		const start = performance.now();
		const answer = trace(network, question, walker);
		if ('mistake' in answer) throw new Error(answer.mistake.says);
		return milliseconds(start);
	});
	print(`trace of three legs by ${name}, median`, quantile(times, 0.5), 'ms');
	print(`trace of three legs by ${name}, 95th percentile`, quantile(times, 0.95), 'ms');
}
