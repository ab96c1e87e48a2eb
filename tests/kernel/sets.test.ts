/** A real kernel takes the sets and rules of both policy engines and prints them back. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ipsetRestore } from '#engine/iptables/print-sets.ts';
import { iptablesSave } from '#engine/iptables/print.ts';
import type { IpSet } from '#engine/network.ts';
import { policedBy } from './matrix/world.ts';
import { suite } from './rehearsal.ts';

type Run = (command: readonly string[], input?: string) => string;

/** A namespace of its own for each node: a set goes only some time after the last rule that names it. */
function inSpace<T>(name: string, work: (run: Run) => T): T {
	const space = `packetwalk-sets-${process.pid}-${name}`;
	execFileSync('ip', ['netns', 'add', space]);
	try {
		return work((command, input = '') =>
			execFileSync('ip', ['netns', 'exec', space, ...command], { input, encoding: 'utf8' })
		);
	} finally {
		execFileSync('ip', ['netns', 'del', space]);
	}
}

/** The lines of each table. */
const rulesOf = (text: string): readonly string[] =>
	text
		.replaceAll(/\[\d+:\d+\]/g, '[0:0]')
		.split('\n')
		.filter((line) => /^[*:-]/.test(line))
		.sort();

/** Each set with its members; the kernel keeps both by hash. */
function setsOf(text: string): readonly (readonly string[])[] {
	const lines = text.split('\n').map((line) => line.split(' '));
	return lines
		.filter(([verb]) => verb === 'create')
		.map(([, name = '', type = '']) => [
			`${name} ${type}`,
			...lines
				.filter(([verb, set]) => verb === 'add' && set === name)
				.map(([, , ...member]) => member.join(' '))
				.sort()
		])
		.sort();
}
const told = (sets: readonly IpSet[]): readonly (readonly string[])[] =>
	sets.map(({ name, type, members }) => [`${name} ${type}`, ...members.toSorted()]).sort();

suite.each([
	['azure', 'overlay'],
	['azure', 'node-subnet'],
	['calico', 'overlay'],
	['calico', 'kubenet']
] as const)('%s on %s', (engine, model) => {
	const network = policedBy(engine, model);

	test.each(network.world.nodes.map(({ name }) => name))('%s', (name) => {
		const { rules, ipsets } = network.node(name);
		const text = iptablesSave(rules);
		const [printed, sets] = inSpace(name.slice(-1), (run) => {
			run(['ipset', 'restore'], ipsetRestore(ipsets));
			run(['iptables-restore'], text);
			return [run(['iptables-save']), run(['ipset', 'save'])];
		});
		expect(rulesOf(printed)).toEqual(rulesOf(text));
		expect(setsOf(sets)).toEqual(told(ipsets));
	});
});
