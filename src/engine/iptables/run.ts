/**
 * The interpreter: runs one hook's rules over one packet, as the kernel does.
 * It knows no Service and no policy; a run of balancing rules is one choice,
 * because the compiler wrote point and value beside each of them.
 */
import { contains } from '../ip.ts';
import type { CtState, Match, Rule, Table } from '../network.ts';
import type { FiveTuple, Option, Reason } from '../types.ts';

/** The packet as a rule sees it, and what the rule may ask of its node. */
export interface Asked {
	readonly tuple: FiveTuple;
	readonly mark: number;
	readonly in: string | null;
	readonly out: string | null;
	readonly ctstates: readonly CtState[];
	readonly isLocal: (address: string) => boolean;
	/** Session affinity: was this source sent to the list's endpoint before. */
	readonly wasSeen: (list: string) => boolean;
	/** Is the packet's source or destination in a set of the node; `ends` as the rule names them. */
	readonly inSet: (name: string, ends: readonly ('src' | 'dst')[], tuple: FiveTuple) => boolean;
	readonly choose: (point: string, options: readonly Option[]) => string;
}

export interface Matched {
	readonly chain: string;
	/** From 1; 0 is the policy of the base chain. */
	readonly number: number;
	readonly rule: Rule | null;
	/** What the rule says of this packet. */
	readonly because?: Reason;
}

export interface Outcome {
	readonly verdict: 'accept' | 'drop' | 'reject';
	readonly rejectWith: 'icmp-port-unreachable' | 'tcp-reset' | null;
	readonly mark: number;
	readonly dnat: { readonly address: string; readonly port: number } | null;
	readonly masquerade: boolean;
	/** Affinity lists to which the source is added. */
	readonly noted: readonly string[];
	readonly matched: readonly Matched[];
	readonly tried: number;
}

/** 1 to 64: no rule set of ours nests deeper, and a ring of jumps must end. */
const deepest = 64;

export function runHook(table: Table, baseChain: string, asked: Asked): Outcome {
	const matched: Matched[] = [];
	const noted: string[] = [];
	let tried = 0;
	let mark = asked.mark;
	let end: Omit<Outcome, 'mark' | 'matched' | 'tried' | 'noted'> | null = null;
	const ends = (verdict: Outcome['verdict'], more: Partial<Outcome> = {}) => {
		end = {
			verdict,
			rejectWith: more.rejectWith ?? null,
			dnat: more.dnat ?? null,
			masquerade: more.masquerade ?? false
		};
	};

	/** Runs one chain; true when the packet's fate at this hook is decided. */
	const run = (name: string, depth: number): boolean => {
		const chain = table.get(name);
		if (!chain || depth > deepest)
			throw new Error(`chain ${name} is ${chain ? 'nested too deep' : 'missing'}`);
		for (let i = 0; i < chain.rules.length; i++) {
			const first = chain.rules[i]!;
			let rule = first;
			if (first.choice) {
				const taken = balance(chain.rules, i, asked);
				tried += taken - i;
				i = taken;
				rule = chain.rules[i]!;
			} else if (!holds(first, { ...asked, mark })) {
				tried++;
				continue;
			}
			const because = said(rule, { ...asked, mark });
			matched.push({ chain: name, number: i + 1, rule, ...(because && { because }) });
			for (const match of rule.match) if (match.kind === 'recent-set') noted.push(match.name);

			const { target } = rule;
			switch (target.kind) {
				case 'none':
					break;
				case 'return':
					return false;
				case 'mark':
					mark = marked(mark, target);
					break;
				case 'jump':
					if (run(target.chain, depth + 1)) return true;
					break;
				case 'goto':
					return run(target.chain, depth + 1);
				case 'accept':
				case 'drop':
					ends(target.kind);
					return true;
				case 'reject':
					ends('reject', { rejectWith: target.with });
					return true;
				case 'dnat':
					ends('accept', { dnat: { address: target.address, port: target.port } });
					return true;
				case 'masquerade':
					ends('accept', { masquerade: true });
					return true;
			}
		}
		return false;
	};

	if (!run(baseChain, 0)) {
		matched.push({ chain: baseChain, number: 0, rule: null });
		ends(table.get(baseChain)!.policy === 'DROP' ? 'drop' : 'accept');
	}
	return { ...end!, mark, noted, matched, tried };
}

/** Index of the rule that a balancing run takes: the odds are those of the statistic matches, one after the other. */
function balance(rules: readonly Rule[], from: number, { choose }: Asked): number {
	const { point } = rules[from]!.choice!;
	const options: Option[] = [];
	let left = 1;
	for (let i = from; rules[i]?.choice?.point === point; i++) {
		const { match, choice } = rules[i]!;
		const statistic = match.find((one) => one.kind === 'statistic');
		const probability = statistic ? left * statistic.probability : left;
		options.push({ value: choice!.value, probability: Math.round(probability * 1e6) / 1e6 });
		left -= probability;
	}
	const chosen = choose(point, options);
	const index = options.findIndex(({ value }) => value === chosen);
	if (index < 0) throw new Error(`choice ${point} has no option ${chosen}`);
	return from + index;
}

const marked = (
	mark: number,
	{ how, value, mask }: { how: 'or' | 'xor' | 'set'; value: number; mask: number }
): number =>
	(how === 'or' ? mark | value : how === 'xor' ? mark ^ value : (mark & ~mask) | value) >>> 0;

const holds = ({ match }: Pick<Rule, 'match'>, asked: Asked): boolean =>
	match.every((one) => fits(one, asked) !== ('not' in one && one.not === true));

const said = ({ nuances, because }: Rule, asked: Asked): Reason | undefined =>
	nuances?.find((nuance) => holds(nuance, asked))?.because ?? because;

function fits(
	match: Match,
	{ tuple, mark, in: inLink, out: outLink, ctstates, isLocal, wasSeen, inSet }: Asked
): boolean {
	switch (match.kind) {
		case 'source':
			return inBlock(match.cidr, tuple.src);
		case 'destination':
			return inBlock(match.cidr, tuple.dst);
		case 'in':
			return named(match.link, inLink);
		case 'out':
			return named(match.link, outLink);
		case 'protocol':
			return tuple.protocol === match.protocol;
		case 'source-port':
			return tuple.srcPort >= match.from && tuple.srcPort <= match.to;
		case 'destination-port':
			return tuple.dstPort >= match.from && tuple.dstPort <= match.to;
		case 'addrtype':
			return isLocal(match.end === 'source' ? tuple.src : tuple.dst);
		case 'ctstate':
			return match.states.some((state) => ctstates.includes(state));
		case 'mark':
			return (mark & match.mask) >>> 0 === match.value;
		case 'multiport':
			return match.ports.some(({ from, to }) => tuple.dstPort >= from && tuple.dstPort <= to);
		case 'set':
			return inSet(match.name, match.ends, tuple);
		case 'recent-check':
			return wasSeen(match.name);
		case 'recent-set':
		case 'statistic':
			return true;
	}
}

/** Most rules name one address: those are compared as text. */
function inBlock(cidr: string, ip: string): boolean {
	const slash = cidr.indexOf('/');
	if (slash < 0) return cidr === ip;
	if (cidr.endsWith('/32')) return cidr.length === ip.length + 3 && cidr.startsWith(ip);
	return contains(cidr, ip);
}

/** A trailing `+` stands for any ending, as in iptables. */
const named = (pattern: string, link: string | null): boolean =>
	link !== null &&
	(pattern.endsWith('+') ? link.startsWith(pattern.slice(0, -1)) : link === pattern);
