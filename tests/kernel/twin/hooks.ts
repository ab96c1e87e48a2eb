/**
 * Which rules a packet matched on a node: iptables' TRACE, read by `nft monitor trace`.
 *
 * TRACE stands first in `raw`, and only for packets without data, so that of each
 * connection the first three packets and every refusal are traced. The monitor gives a
 * rule's handle; its number is its place in the list that `nft` prints, TRACE left out.
 * (xtables-monitor shows the same, but ends when its small buffer runs over.)
 */
import type { Namespaces } from './namespaces.ts';
import { follow, type Tail } from './tail.ts';

/** One base chain, passed by one packet. */
export interface Passed {
	readonly place: string;
	readonly table: string;
	readonly chain: string;
	readonly in: string | null;
	readonly out: string | null;
	readonly protocol: 'tcp' | 'udp' | 'icmp';
	readonly src: string;
	readonly srcPort: number;
	readonly dst: string;
	readonly dstPort: number;
	/** The identification field of IP. */
	readonly id: number;
	/** Letters of the TCP flags. */
	readonly flags: string;
	readonly matched: readonly Matched[];
}

/** A rule that matched, or, with number 0, the policy of the base chain and the mark at that moment. */
export interface Matched {
	readonly chain: string;
	readonly number: number;
	readonly mark: number;
}

/** Added to the rules that are there. */
export const traceRules = [
	'*raw',
	...['PREROUTING', 'OUTPUT'].flatMap((chain) => [
		`-I ${chain} -p tcp -m tcp --tcp-flags FIN,PSH NONE -j TRACE`,
		`-I ${chain} -p udp -j TRACE`,
		`-I ${chain} -p icmp -j TRACE`
	]),
	'COMMIT'
];

/** Shows from now on which rules match. */
export const monitor = (spaces: Namespaces, place: string): Tail =>
	follow(spaces, place, 'nft', '-n', '-a', 'monitor', 'trace');

interface Listed {
	/** By table, chain and handle; 0 for TRACE itself. */
	readonly numbers: ReadonlyMap<string, number>;
	readonly empty: ReadonlySet<string>;
}

interface Item {
	readonly chain?: { readonly family: string; readonly table: string; readonly name: string };
	readonly rule?: {
		readonly family: string;
		readonly table: string;
		readonly chain: string;
		readonly handle: number;
		readonly expr: unknown;
	};
}

/** Reads what `nft -j -a list ruleset` says. */
function list(listing: string): Listed {
	const counts = new Map<string, number>();
	const numbers = new Map<string, number>();
	for (const { chain, rule } of (JSON.parse(listing) as { nftables: Item[] }).nftables) {
		if (chain?.family === 'ip') counts.set(`${chain.table} ${chain.name}`, 0);
		if (rule?.family !== 'ip') continue;
		const name = `${rule.table} ${rule.chain}`;
		const isTrace = JSON.stringify(rule.expr).includes('"nftrace"');
		if (!isTrace) counts.set(name, counts.get(name)! + 1);
		numbers.set(`${name} ${rule.handle}`, isTrace ? 0 : counts.get(name)!);
	}
	return {
		numbers,
		empty: new Set([...counts].filter(([, count]) => count === 0).map(([name]) => name))
	};
}

const line =
	/^trace id (\w+) ip (\w+) ([\w.-]+) (?:packet: (.*)|rule .*# handle (\d+) \(.*|(policy) \w+ *(?:meta mark (\w+))?.*)$/;

/**
 * Reads what the monitor showed of the rules that `nft -j -a list ruleset` lists. A packet line opens a base
 * chain; the other lines with its number belong to it, whatever comes between.
 */
export function passedIn(place: string, lines: readonly string[], listing: string): Passed[] {
	const { numbers, empty } = list(listing);
	const passed: Passed[] = [];
	const open = new Map<string, Matched[]>();
	for (const each of lines) {
		const [, trace, table, chain, packet, handle, policy, mark] = line.exec(each) ?? [];
		if (!trace || !table || !chain) continue;
		if (packet) {
			const matched: Matched[] = [];
			open.set(trace, matched);
			passed.push({ place, table, chain, ...fields(packet), matched });
		}
		if (policy) open.get(trace)?.push({ chain, number: 0, mark: Number(mark ?? 0) });
		if (!handle) continue;
		const number = numbers.get(`${table} ${chain} ${handle}`);
		if (number === undefined) throw new Error(`a rule without a number on ${place}: ${each}`);
		if (number) open.get(trace)?.push({ chain, number, mark: 0 });
	}
	// A base chain without rules only has its policy: there is nothing to compare.
	return passed.filter(({ table, chain }) => !empty.has(`${table} ${chain}`));
}

const letters = 'FSRPAU';

function fields(text: string) {
	const of = (name: string) => new RegExp(`\\b${name} "?([^" ]+)`).exec(text)?.[1];
	const protocol = of('tcp sport')
		? ('tcp' as const)
		: of('udp sport')
			? ('udp' as const)
			: ('icmp' as const);
	const bits = Number(of('tcp flags ==') ?? 0);
	return {
		in: of('iif') ?? null,
		out: of('oif') ?? null,
		protocol,
		src: of('ip saddr')!,
		srcPort: Number(of(`${protocol} sport`) ?? 0),
		dst: of('ip daddr')!,
		dstPort: Number(of(`${protocol} dport`) ?? 0),
		id: Number(of('ip id') ?? 0),
		flags: [...letters].filter((_, i) => bits & (1 << i)).join('')
	};
}
