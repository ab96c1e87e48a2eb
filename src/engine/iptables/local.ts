/** Which addresses a node takes for its own: those on its links, and 127.0.0.0/8. */
import type { NodeConfig } from '../network.ts';

const known = new WeakMap<NodeConfig, ReadonlySet<string>>();

export function isLocal(config: NodeConfig, address: string): boolean {
	let own = known.get(config);
	if (!own)
		known.set(config, (own = new Set(config.addresses.map((one) => one.address.split('/')[0]!))));
	return own.has(address) || address.startsWith('127.');
}

/** The first address of a link without its prefix length, or null: an `azv…` link has none. */
export const primaryOf = (config: NodeConfig, link: string): string | null =>
	config.addresses.find((one) => one.link === link)?.address.split('/')[0] ?? null;

/** The address that the kernel gives to what leaves by a link: the link's own, else another of the node's (A2). */
export const sourceFor = (config: NodeConfig, link: string): string =>
	primaryOf(config, link) ??
	config.addresses.find((one) => one.link !== 'lo')!.address.split('/')[0]!;
