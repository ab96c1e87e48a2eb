/**
 * One way of writing down what happened to one connection, for the kernel and for the engine.
 *
 * A leg is what each interface saw, in order, and for each node the base chains that the
 * packet passed with the rules that matched. Left out on both sides: what nobody can
 * capture (Azure's devices, loopback), chains without a rule, MACs, times and TTLs.
 */

export interface Form {
	readonly request: LegForm;
	readonly reply: LegForm | null;
	/** The third packet of the connection. */
	readonly next: LegForm | null;
	/** What each node keeps of the connection, both tuples, in the order of nodes. */
	readonly connections: readonly string[];
	readonly clientSees: string;
	/** `ADDRESS:PORT` that the server saw as its client. */
	readonly saw: string | null;
}

export interface LegForm {
	/** `node/a eth0 in tcp 10.0.0.1:1 > 10.0.0.2:80`. */
	readonly wire: readonly string[];
	/** By node: `filter FORWARD in eth0 out azv1 tcp …`, and below it `  KUBE-FORWARD 2`. */
	readonly hooks: Readonly<Record<string, readonly string[]>>;
}

interface Tuple {
	readonly protocol: string;
	readonly src: string;
	readonly srcPort: number;
	readonly dst: string;
	readonly dstPort: number;
}

export const tupleLine = ({ protocol, src, srcPort, dst, dstPort }: Tuple) =>
	protocol === 'icmp'
		? `icmp ${src} > ${dst}`
		: `${protocol} ${src}:${srcPort} > ${dst}:${dstPort}`;

export const wireLine = (place: string, name: string, direction: string, tuple: Tuple) =>
	`${place} ${name} ${direction} ${tupleLine(tuple)}`;

export interface HookForm {
	readonly table: string;
	readonly chain: string;
	readonly in: string | null;
	readonly out: string | null;
	readonly tuple: Tuple;
	readonly matched: readonly {
		readonly chain: string;
		readonly number: number;
		readonly mark: number;
	}[];
}

/**
 * The kernel tells the mark where a chain's policy decides; everywhere else it shows in which rules match.
 * POSTROUTING cannot ask for the interface by which a packet came, and the kernel does not always know it there.
 */
export const hookLines = ({ table, chain, in: from, out, tuple, matched }: HookForm) => [
	`${table} ${chain} in ${(chain !== 'POSTROUTING' && from) || '-'} out ${out ?? '-'} ${tupleLine(tuple)}`,
	...matched.map(({ chain: name, number, mark }) =>
		number ? `  ${name} ${number}` : `  ${name} policy, mark 0x${mark.toString(16)}`
	)
];

/** Lines of several hooks, by the node on which they stand. */
export function byNode(
	hooks: readonly { readonly place: string; readonly lines: readonly string[] }[]
) {
	const nodes: Record<string, string[]> = {};
	for (const { place, lines } of hooks) (nodes[place] ??= []).push(...lines);
	return nodes;
}

export const connectionLine = (
	place: string,
	protocol: string,
	original: Omit<Tuple, 'protocol'>,
	reply: Omit<Tuple, 'protocol'>
) => `${place} ${tupleLine({ protocol, ...original })} | ${tupleLine({ protocol, ...reply })}`;
