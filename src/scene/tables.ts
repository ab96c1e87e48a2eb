/** The rules of a step as tables: what matched, and on demand the whole chain around it. */
import { ruleText } from '#engine/iptables/print.ts';
import type { Network, TableName } from '#engine/network.ts';
import type { MatchedRule, Step } from '#engine/types.ts';

export interface RuleRow {
	readonly number: number;
	readonly condition: string;
	readonly target: string;
	readonly comment: string;
	readonly matched: boolean;
	readonly decides: boolean;
	/** Rows that were left out before this one. */
	readonly skipped: number;
}

export interface RuleTable {
	readonly title: string;
	readonly rows: readonly RuleRow[];
	/** Rows left out after the last one. */
	readonly skipped: number;
}

interface Told {
	readonly number: number;
	readonly text: string;
	readonly target: string;
}

const tableNames: readonly string[] = [
	'raw',
	'mangle',
	'nat',
	'filter'
] satisfies readonly TableName[];

/** A line of iptables without what its heading says already. */
function parts({ text, target }: Told): Pick<RuleRow, 'condition' | 'target' | 'comment'> {
	const named = /^(?:\d+ )?([\w-]+): (?:Allow |Deny )?(.*)$/.exec(text);
	if (named) return { condition: named[2]!, target, comment: named[1]! };
	const route = /^(\S+) → .*?(\([^)]*\))?$/.exec(text);
	if (route) return { condition: route[1]!, target, comment: route[2]?.slice(1, -1) ?? '' };
	const [, quoted, bare] = /--comment (?:"([^"]*)"|(\S+))/.exec(text) ?? [];
	const comment = quoted ?? bare ?? '';
	const condition = text
		.replace(/-m comment --comment (?:"[^"]*"|\S+) ?/, '')
		.replace(/^-A \S+ ?/, '')
		.replace(/ ?-j .*$/, '')
		.replace(/-m (tcp|udp|sctp|conntrack|addrtype|mark|statistic|recent)( |$)/g, '')
		.trim();
	const jump = / -j (.*)$/.exec(text)?.[1];
	return { condition: condition || 'every packet', target: jump ?? target, comment };
}

/** All rows of the table that a rule stands in, where the network still holds it. */
function whole(
	network: Network,
	{ at }: Step,
	{ table, chain, hook }: MatchedRule
): readonly Told[] {
	if (at.kind === 'node' && tableNames.includes(table)) {
		const found = network.node(at.name).rules[table as TableName].get(chain);
		return (
			found?.rules.map((rule, i) => ({ number: i + 1, text: ruleText(found, rule), target: '' })) ??
			[]
		);
	}
	if (at.kind === 'nic') {
		const rules =
			network.groups.get(table)?.rules.filter(({ direction }) => direction === hook) ?? [];
		return rules.map(
			({ priority, name, access, protocol, sources, destinations, destinationPorts }) => ({
				number: priority,
				text: `${name}: ${protocol} ${sources.join(',')} → ${destinations.join(',')} : ${destinationPorts.join(',')}`,
				target: access
			})
		);
	}
	if (at.kind === 'subnet-gateway' && network.subnets.has(table))
		return network.subnets
			.get(table)!
			.routes.map(({ prefix, nextHopType, nextHopIP, from }, i) => ({
				number: i + 1,
				text: `${prefix} → next hop (${from})`,
				target: nextHopIP ? `${nextHopType} ${nextHopIP}` : nextHopType
			}));
	return [];
}

const near = 2;

/** The chains that the packet met, by name, with the rule that matched in each. */
export const trailOf = ({ rules }: Step): readonly string[] =>
	rules.map(({ chain, number }) => (number === 0 ? `${chain} policy` : `${chain} ${number}`));

/** One table for each chain that the packet met, in order; `full` shows the neighbours of what matched. */
export function tablesOf(step: Step, network: Network, full: boolean): readonly RuleTable[] {
	const chains = [...new Set(step.rules.map(({ table, chain }) => `${table} · ${chain}`))];
	const deciding = step.rules.at(-1);
	return chains.map((title): RuleTable => {
		const matched = step.rules.filter(({ table, chain }) => `${table} · ${chain}` === title);
		const hit = (number: number) => matched.find((rule) => rule.number === number);
		const all = full ? whole(network, step, matched[0]!) : [];
		const told: readonly Told[] = all.length ? all : matched;
		const kept = told.flatMap((one, i) =>
			told.some((other, j) => hit(other.number) && Math.abs(i - j) <= near) ? [{ ...one, i }] : []
		);
		const policy = matched
			.filter(({ number }) => number === 0 && all.length)
			.map((one) => ({ ...one, i: told.length }));
		const rows = [...kept, ...policy].map((one, n, list): RuleRow => {
			const rule = hit(one.number);
			return {
				...parts(one),
				number: one.number,
				matched: Boolean(rule),
				decides: Boolean(rule) && rule === deciding,
				skipped: one.i - (n ? list[n - 1]!.i + 1 : 0)
			};
		});
		const lastShown = kept.at(-1)?.i ?? told.length - 1;
		return { title, rows, skipped: policy.length ? 0 : told.length - 1 - lastShown };
	});
}
