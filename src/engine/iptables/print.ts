/** Rules as `iptables-save` prints them: `iptables-restore` takes the text, and the kernel gives it back. */
import { formatPrefix, prefix } from '../ip.ts';
import {
	tables,
	type Chain,
	type CtState,
	type Match,
	type Rule,
	type Ruleset,
	type Table,
	type Target
} from '../network.ts';

/** The whole rule set, tables in the order in which a hook asks them. */
export const iptablesSave = (rules: Ruleset): string =>
	tables.map((name) => tableText(name, rules[name])).join('');

function tableText(name: string, table: Table): string {
	const chains = [...table.values()];
	return [
		`*${name}`,
		...chains.map((chain) => `:${chain.name} ${chain.policy ?? '-'} [0:0]`),
		...chains.flatMap((chain) => chain.rules.map((rule) => ruleText(chain, rule))),
		'COMMIT\n'
	].join('\n');
}

/** One line: addresses, interfaces and protocol first, then the comment, then the other matches in their order. */
export function ruleText(chain: Pick<Chain, 'name'>, rule: Rule): string {
	const { match, comment } = rule;
	const first = ['source', 'destination', 'in', 'out', 'protocol'] as const;
	const target = targetText(rule);
	const verb = rule.target.kind === 'goto' ? '-g' : '-j';
	return [
		`-A ${chain.name}`,
		...first.flatMap((kind) => match.filter((one) => one.kind === kind).map(headText)),
		...(comment === undefined ? [] : [`-m comment --comment ${quoted(comment)}`]),
		...match.flatMap((one) => moduleText(one, match)),
		...(target === '' ? [] : [`${verb} ${target}`])
	].join(' ');
}

/** What follows `-j` or `-g`; empty for a rule that only counts. */
export const targetText = ({ target }: Pick<Rule, 'target'>): string => targetWords(target);

function targetWords(target: Target): string {
	switch (target.kind) {
		case 'accept':
		case 'drop':
		case 'return':
			return target.kind.toUpperCase();
		case 'none':
			return '';
		case 'reject':
			return `REJECT --reject-with ${target.with}`;
		case 'jump':
		case 'goto':
			return target.chain;
		case 'mark':
			return `MARK --set-xmark ${hex(target.value)}/${hex(xmarkMask(target))}`;
		case 'dnat':
			return `DNAT --to-destination ${target.address}:${target.port}`;
		case 'masquerade':
			return `MASQUERADE${target.randomFully ? ' --random-fully' : ''}`;
	}
}

const hex = (value: number): string => `0x${value.toString(16)}`;

/** The kernel knows one operation only: clear the bits of the mask, then flip those of the value (A1). */
const xmarkMask = ({ how, value, mask }: Extract<Target, { kind: 'mark' }>): number =>
	({ or: value, xor: 0, set: mask })[how];

const not = (match: Match): string => ('not' in match && match.not ? '! ' : '');

function headText(match: Match): string {
	switch (match.kind) {
		case 'source':
			return `${not(match)}-s ${formatPrefix(prefix(match.cidr))}`;
		case 'destination':
			return `${not(match)}-d ${formatPrefix(prefix(match.cidr))}`;
		case 'in':
			return `${not(match)}-i ${match.link}`;
		case 'out':
			return `${not(match)}-o ${match.link}`;
		case 'protocol':
			return `${not(match)}-p ${match.protocol}`;
		default:
			return '';
	}
}

const states: readonly CtState[] = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'SNAT', 'DNAT'];
const isPort = ({ kind }: Match): boolean => kind === 'source-port' || kind === 'destination-port';

/** The part of a match that a module of its own prints. */
function moduleText(match: Match, all: readonly Match[]): readonly string[] {
	switch (match.kind) {
		case 'protocol':
			// The protocol's module holds the ports too, and is named once. Where a set or a list holds them, it is not needed.
			if (match.protocol === 'icmp' || match.protocol === 'ipencap' || match.not) return [];
			if (!all.some(isPort) && all.some(({ kind }) => kind === 'set' || kind === 'multiport'))
				return [];
			return [[`-m ${match.protocol}`, ...all.filter(isPort).map(portText)].join(' ')];
		case 'addrtype': {
			const end = match.end === 'source' ? 'src' : 'dst';
			return [`-m addrtype ${not(match)}--${end}-type ${match.type}`];
		}
		case 'ctstate': {
			const names = states.filter((state) => match.states.includes(state)).join();
			return [`-m conntrack ${not(match)}--ctstate ${names}`];
		}
		case 'mark':
			return [`-m mark ${not(match)}--mark ${hex(match.value)}/${hex(match.mask)}`];
		case 'statistic':
			return [`-m statistic --mode random --probability ${probability(match.probability)}`];
		case 'multiport':
			return [`-m multiport --dports ${match.ports.map(rangeText).join()}`];
		case 'set':
			return [`-m set ${not(match)}--match-set ${match.name} ${match.ends.join()}`];
		case 'recent-check':
			return [`-m recent --rcheck --seconds ${match.seconds} --reap ${recent(match.name)}`];
		case 'recent-set':
			return [`-m recent --set ${recent(match.name)}`];
		default:
			return [];
	}
}

const recent = (name: string): string => `--name ${name} --mask 255.255.255.255 --rsource`;

function portText(match: Match): string {
	if (match.kind !== 'source-port' && match.kind !== 'destination-port') return '';
	return `${not(match)}--${match.kind === 'source-port' ? 'sport' : 'dport'} ${rangeText(match)}`;
}

const rangeText = ({ from, to }: { readonly from: number; readonly to: number }): string =>
	from === to ? `${from}` : `${from}:${to}`;

/** kube-proxy writes ten decimals, the kernel keeps 31 bits of them and prints eleven (A1). */
const probability = (value: number): string =>
	(Math.round(Number(value.toFixed(10)) * 2 ** 31) / 2 ** 31).toFixed(11);

/** Quoted unless it is one plain word; `/`, `:` and blanks make it none. */
const quoted = (text: string): string =>
	/^[\w-]+$/.test(text) ? text : `"${text.replace(/["\\']/g, '\\$&')}"`;
