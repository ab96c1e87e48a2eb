/**
 * NPM's sets (A5). Each holds all pods of the cluster with a network of their own, whatever their node.
 * NPM makes a set for every namespace, label and port name; here stand those that a rule names.
 *
 *   ns-shop                    pods of a namespace        podlabel-app:web   pods with a label
 *   nslabel-team:a  ─▶ ns-…    namespaces with a label    nestedlabel-…  ─▶  podlabel-…, one of several values
 *   cidr-…                     an ipBlock                 namedport:http     address, protocol and port
 */
import { covers, formatPrefix, prefix } from '../../../ip.ts';
import type { IpSet } from '../../../network.ts';
import type { Labels, Pod, World } from '../../../world.ts';
import { setName } from './names.ts';

export interface SetBook {
	readonly namespace: (name: string) => string;
	/** Namespaces with the label; with any value where it is null; all where the key is null. */
	readonly namespaceLabel: (key: string | null, value: string | null) => string;
	readonly podLabel: (key: string, value: string | null) => string;
	readonly podLabelIn: (key: string, values: readonly string[]) => string;
	readonly namedPort: (name: string) => string;
	readonly block: (name: string, cidr: string, except: readonly string[]) => string;
	/** What was asked for, sets before the lists that hold them. */
	readonly all: () => readonly IpSet[];
}

/** Each of the methods gives the set's name in NPM's words; `setName` of it is the kernel's. */
export function setBook({ pods, namespaces }: Pick<World, 'pods' | 'namespaces'>): SetBook {
	const own = pods.filter(({ hostNetwork }) => !hostNetwork);
	const sets = new Map<string, IpSet>();
	const note = (comment: string, type: IpSet['type'], members: () => readonly string[]): string => {
		if (!sets.has(comment))
			sets.set(comment, {
				name: setName(comment),
				type,
				members: [...new Set(members())],
				comment
			});
		return comment;
	};
	const addresses = (of: (pod: Pod) => boolean) => own.filter(of).map(({ address }) => address);

	const namespace: SetBook['namespace'] = (name) =>
		note(`ns-${name}`, 'hash:net', () => addresses((pod) => pod.namespace === name));
	const podLabel: SetBook['podLabel'] = (key, value) =>
		note(`podlabel-${keyValue(key, value)}`, 'hash:net', () =>
			addresses(({ labels }) => hasLabel(labels, key, value))
		);
	return {
		namespace,
		podLabel,
		namespaceLabel: (key, value) =>
			note(
				key === null ? 'nslabel-all-namespaces' : `nslabel-${keyValue(key, value)}`,
				'list:set',
				() =>
					[...namespaces.values()]
						.filter(({ labels }) => key === null || hasLabel(labels, key, value))
						.map(({ name }) => setName(namespace(name)))
			),
		podLabelIn: (key, values) =>
			note(`nestedlabel-${[key, ...values].join(':')}`, 'list:set', () =>
				values.map((value) => setName(podLabel(key, value)))
			),
		namedPort: (name) =>
			note(`namedport:${name}`, 'hash:ip,port', () =>
				own.flatMap(({ address, ports }) =>
					ports
						.filter((port) => port.name === name)
						.map(({ protocol, port }) => `${address},${protocol}:${port}`)
				)
			),
		block: (name, cidr, except) => note(`cidr-${name}`, 'hash:net', () => ranges(cidr, except)),
		all: () =>
			[...sets.values()].sort(
				(a, b) => Number(a.type === 'list:set') - Number(b.type === 'list:set')
			)
	};
}

const keyValue = (key: string, value: string | null): string =>
	value === null ? key : `${key}:${value}`;

const hasLabel = (labels: Labels, key: string, value: string | null): boolean =>
	Object.hasOwn(labels, key) && (value === null || labels[key] === value);

/** A set holds each range once, and none of length 0: that one is written as two halves. */
function ranges(cidr: string, except: readonly string[]): readonly string[] {
	const halves = (range: string) =>
		prefix(range).length === 0 ? ['0.0.0.0/1', '128.0.0.0/1'] : [rangeText(range)];
	const members = new Map(halves(cidr).map((range) => [range, range]));
	for (const hole of except.filter((one) => covers(cidr, one)))
		for (const range of halves(hole)) members.set(range, `${range} nomatch`);
	return [...members.values()];
}

/** One address stands without its length, as ipset prints it. */
const rangeText = (range: string): string => formatPrefix(prefix(range)).replace(/\/32$/, '');
