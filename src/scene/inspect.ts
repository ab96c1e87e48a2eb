/** What the inspector shows of a step: the packet before and after, and the lines of YAML behind the decision. */
import type { Carried, Leg, Source, Step } from '#engine/types.ts';
import { destinationOf, sourceOf } from './words.ts';

export interface InOut {
	readonly name: string;
	readonly before: string;
	readonly after: string;
	readonly changed: boolean;
}

const nothing: Carried = { mark: 0, in: null, out: null, conntrack: 'none' };
const hex = (mark: number) => `0x${mark.toString(16)}`;

/** The two columns of a step. What the kernel writes beside a packet is known within one machine only. */
export function inOut({ steps }: Leg, at: number): readonly InOut[] {
	const step = steps[at]!;
	const before = steps[at - 1];
	const same = before && before.at.kind === step.at.kind && before.at.name === step.at.name;
	const was = same ? before.carries : nothing;
	const { carries } = step;
	const row = (name: string, left: string, right: string): InOut => ({
		name,
		before: left,
		after: right,
		changed: left !== right
	});
	const rows = [
		row('from', sourceOf(step.before), sourceOf(step.after)),
		row('to', destinationOf(step.before), destinationOf(step.after))
	];
	if (step.at.kind !== 'node') return rows;
	return [
		...rows,
		row('mark', hex(was.mark), hex(carries.mark)),
		row('conntrack', was.conntrack, carries.conntrack),
		row('leaves by', was.out ?? '–', carries.out ?? '–')
	];
}

export interface Line {
	readonly number: number;
	readonly text: string;
	readonly lit: boolean;
	/** Lines were left out before this one. */
	readonly gap: boolean;
}

export interface Excerpt {
	readonly file: string;
	readonly lines: readonly Line[];
}

/** Where a step's decision is written: the deciding reason first, then the rules. */
export const sourceOfStep = ({ because, rules }: Step): Source | null =>
	because.find(({ source }) => source)?.source ??
	rules.findLast(({ source }) => source)?.source ??
	null;

const around = 2;

/** A few lines about the one that decided, with the kind of the object that holds it. */
export function excerpt(
	files: readonly { readonly name: string; readonly text: string }[],
	source: Source | null
): Excerpt | null {
	const file = files.find(({ name }) => name === source?.file);
	if (!file || !source) return null;
	const all = file.text.split('\n');
	const start = all.findLastIndex((text, i) => i < source.line && text.startsWith('---')) + 1;
	const kind = all.findIndex(
		(text, i) => i >= start && i < source.line && /^\s*(- )?kind:/.test(text)
	);
	const name = all.findIndex((text, i) => i > kind && i < source.line && /^\s*name:/.test(text));
	const wanted = new Set<number>(kind >= 0 ? [kind, ...(name >= 0 ? [name] : [])] : []);
	const end = all.findIndex((text, i) => i >= source.line && text.startsWith('---'));
	for (
		let i = Math.max(start, source.line - 1 - around);
		i <= Math.min(source.line - 1 + around, (end < 0 ? all.length : end) - 1);
		i++
	)
		wanted.add(i);
	const numbers = [...wanted]
		.filter((i) => all[i] !== undefined && (all[i].trim() !== '' || i === source.line - 1))
		.sort((a, b) => a - b);
	const short = file.name.replace(/^scenarios\//, '');
	return {
		file: short,
		lines: numbers.map((i, n) => ({
			number: i + 1,
			text: all[i]!,
			lit: i === source.line - 1,
			gap: n > 0 && numbers[n - 1]! < i - 1
		}))
	};
}

/** The command that would show the same on a real cluster. */
export function commandOf(step: Step): string | null {
	const { at, rules, stage } = step;
	const rule = rules.at(-1);
	if (at.kind === 'node') {
		if (stage === 'routing' || stage.endsWith('route')) return `ip route get ${step.after.dst}`;
		if (stage.includes('conntrack')) return `conntrack -L -d ${step.before.dst}`;
		if (stage === 'transmit')
			return `tcpdump -ni ${step.carries.out ?? 'any'} host ${step.after.dst}`;
		if (rule) return `iptables -t ${rule.table} -vnL ${rule.chain}`;
		const hook = /^(raw|mangle|nat|filter)-(\w+)$/.exec(stage);
		return hook ? `iptables -t ${hook[1]} -vnL ${hook[2]!.toUpperCase()}` : null;
	}
	if (at.kind === 'nic')
		return stage.includes('nsg')
			? 'az network nic list-effective-nsg'
			: 'az network nic show --query enableIPForwarding';
	if (at.kind === 'subnet-gateway') return 'az network nic show-effective-route-table';
	if (at.kind === 'load-balancer') return `az network lb rule list --lb-name ${at.name} -o table`;
	if (at.kind === 'pod')
		return `kubectl debug -n ${at.name.split('/')[0]} ${at.name.split('/')[1]} --image=nicolaka/netshoot -- ip route`;
	return null;
}
