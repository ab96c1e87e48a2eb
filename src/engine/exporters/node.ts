/** A node as one JSON document: what it holds, in the words of `ip`, `sysctl`, `ebtables` and `iptables`. The kernel twin is built from it. */
import { ruleText } from '../iptables/print.ts';
import { tables, type NodeConfig, type Table, type TableName } from '../network.ts';

interface ChainDocument {
	/** Only base chains have one. */
	readonly policy: 'ACCEPT' | 'DROP' | null;
	/** As `iptables-save` writes them. */
	readonly rules: readonly string[];
}

export interface NodeDocument extends Omit<NodeConfig, 'rules'> {
	readonly version: 1;
	readonly rules: Readonly<Record<TableName, Readonly<Record<string, ChainDocument>>>>;
}

const chains = (table: Table): Record<string, ChainDocument> =>
	Object.fromEntries(
		[...table.values()].map((chain) => [
			chain.name,
			{ policy: chain.policy, rules: chain.rules.map((rule) => ruleText(chain, rule)) }
		])
	);

export function nodeDocument({ name, rules, ...plumbing }: NodeConfig): NodeDocument {
	const printed = Object.fromEntries(
		tables.map((table) => [table, chains(rules[table])])
	) as NodeDocument['rules'];
	return { version: 1, name, ...plumbing, rules: printed };
}
