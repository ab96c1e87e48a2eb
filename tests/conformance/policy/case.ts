/**
 * What a data file holds, and how it is asked.
 *
 *   e2e/      the nine pods of xyz.ts, and after each step a truth table:
 *             `.` the row's pod reaches the column's, `X` it does not
 *   recipes/  manifests and the lines of an expectation file
 *   facts/    the same, one fact or one field of the API to a file
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { read } from '#engine/load/index.ts';
import { onlyPolicy, policySet, type Answer, type PolicySet } from '#engine/policy/index.ts';
import { protocols, type Protocol } from '#engine/types.ts';
import type { World } from '#engine/world.ts';
import { endIn, worldOf } from '../../engine/policy/given.ts';
import { pods, xyz, type MoreLabels } from './xyz.ts';

export interface Step {
	readonly says?: string;
	readonly labels?: MoreLabels;
	readonly policies?: string;
	/** Truth tables by `80/tcp`. */
	readonly tables: Readonly<Record<string, string>>;
}

export interface Line {
	readonly from: string;
	readonly to: string;
	readonly protocol?: Protocol;
	readonly reaches: boolean;
	readonly because: string;
}

export interface Case {
	readonly steps?: readonly Step[];
	readonly manifests?: string;
	readonly expect?: readonly Line[];
	/** Manifests that the API server does not take: reading them must say so and leave them out. */
	readonly refused?: readonly string[];
}

/** One thing expected and what came of it, in words that a failing test prints. */
export interface Check {
	readonly asked: string;
	readonly expected: string;
	readonly got: string;
}

const here = new URL('./', import.meta.url);

export const filesIn = (folder: string): readonly string[] =>
	readdirSync(new URL(`${folder}/`, here))
		.sort()
		.map((name) => `${folder}/${name}`);

export const caseIn = (file: string): Case =>
	parse(readFileSync(new URL(file, here), 'utf8')) as Case;

export const checksOf = ({
	steps = [],
	manifests,
	expect = [],
	refused = []
}: Case): readonly Check[] => [
	...steps.flatMap(checkTables),
	...(manifests ? checkLines(worldOf(manifests), expect) : []),
	...refused.map(checkRefused)
];

function checkTables({ says = '', labels, policies = '', tables }: Step): readonly Check[] {
	const world = worldOf(`${xyz(labels)}---\n${policies}`);
	const set = policySet(world);
	return Object.entries(tables).flatMap(([target, table]) => {
		const [port, protocol] = target.split('/');
		return cells(table).map(({ from, to, mark }): Check => {
			const answer = ask(world, set, from, `${to}:${port}`, protocolOf(protocol));
			return {
				asked: `${says} ${from} to ${to} ${target}`.trim(),
				expected: mark,
				got: answer.reaches ? '.' : 'X'
			};
		});
	});
}

function checkRefused(text: string): Check {
	const { policies, problems } = read({ manifests: { 'a.yaml': text } });
	const errors = problems.filter(({ severity }) => severity === 'error').length;
	return {
		asked: text,
		expected: 'refused',
		got: errors === 1 && !policies.length ? 'refused' : 'taken'
	};
}

function cells(table: string) {
	const [head = '', ...rows] = table.trim().split('\n');
	const columns = head.trim().split(/\s+/).slice(1);
	const found = rows.flatMap((row) => {
		const [from = '', ...marks] = row.trim().split(/\s+/);
		return marks.map((mark, index) => ({ from, to: columns[index] ?? '', mark }));
	});
	if (found.length !== pods.length ** 2) throw new Error(`not a table of all pods:\n${table}`);
	return found;
}

function checkLines(world: World, lines: readonly Line[]): readonly Check[] {
	const set = policySet(world);
	return lines.map(({ from, to, protocol = 'tcp', reaches, because }): Check => {
		const answer = ask(world, set, from, to, protocol);
		return {
			asked: `${from} to ${to} ${protocol}`,
			expected: `${String(reaches)} ${because}`,
			got: `${String(answer.reaches)} ${answer.because[0].code}`
		};
	});
}

function ask(world: World, set: PolicySet, from: string, to: string, protocol: Protocol): Answer {
	const [end = '', port = '0'] = to.split(':');
	return onlyPolicy(set, {
		from: endIn(world, from),
		to: endIn(world, end),
		protocol,
		port: Number(port)
	});
}

function protocolOf(word = ''): Protocol {
	const found = protocols.find((protocol) => protocol === word);
	if (!found) throw new Error(`no such protocol: ${word}`);
	return found;
}
