/** What a test reads off a compiled node: chains as lines, reasons by chain. */
import { compile } from '#engine/compile/index.ts';
import { chainsOf, keyOf } from '#engine/compile/kube-proxy/names.ts';
import { ruleText } from '#engine/iptables/print.ts';
import type { Chain, Rule, Ruleset, TableName } from '#engine/network.ts';
import type { ModelId, World } from '#engine/world.ts';
import { world } from './worlds.ts';

export const rulesOf = (more: Partial<World>, on = 'n1', model: ModelId = 'overlay'): Ruleset =>
	compile(world(model, more)).node(on).rules;

export function chainOf(rules: Ruleset, table: TableName, name: string): Chain {
	const chain = rules[table].get(name);
	if (!chain) throw new Error(`no chain ${name} in ${table}`);
	return chain;
}

/** The rules of a chain as `iptables-save` prints them, without `-A CHAIN`. */
export const linesOf = (rules: Ruleset, table: TableName, name: string): readonly string[] => {
	const chain = chainOf(rules, table, name);
	return chain.rules.map((rule) => ruleText(chain, rule).slice(`-A ${name} `.length));
};

/** What follows `-j` in each rule of a chain. */
export const targetsOf = (rules: Ruleset, table: TableName, name: string): readonly string[] =>
	linesOf(rules, table, name).map((line) => / ?-j (.*)$/.exec(line)?.[1] ?? '');

/** The reason codes of a chain, in order; rules that mean nothing to a learner have none. */
export const codesOf = (
	rules: Ruleset,
	table: TableName,
	name: string
): readonly (string | null)[] =>
	chainOf(rules, table, name).rules.map(({ because }) => because?.code ?? null);

export const allRules = (rules: Ruleset): readonly Rule[] =>
	Object.values(rules).flatMap((table) => [...table.values()].flatMap((chain) => chain.rules));

/** The chains of `shop/NAME`'s port `http`. */
export const chainsFor = (name: string) => chainsOf(keyOf('shop', name, 'http'), 'tcp');
