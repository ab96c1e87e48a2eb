/**
 * Endpoints in words, the same everywhere :
 * `pod/NS/NAME[:PORT]`, `NS/NAME`, `deployment/NS/NAME` and other workloads,
 * `service/NS/NAME:PORT`, `node/NAME[:PORT]`, `vm/NAME`, `internet`, `IP[:PORT]`, and as a target any DNS name with a port.
 */
import { parseAddress } from '../ip.ts';
import type { Network } from '../network.ts';
import type { Mistake } from '../question.ts';
import type { Pod } from '../world.ts';

/** The client on the internet that `internet` stands for. */
export const internetAddress = '203.0.113.10';

const workloads = ['deployment', 'statefulset', 'daemonset', 'replicaset'];
const kinds = ['pod', 'service', 'node', 'vm', 'onprem', ...workloads];

export interface Words {
	readonly kind: string;
	readonly names: readonly string[];
	readonly port: string | null;
}

/** Splits words into kind, names and port; null where they are no endpoint at all. */
export function parse(words: string): Words | null {
	const [body, port = null, rest] = words.split(':');
	if (!body || rest !== undefined || (port !== null && !port)) return null;
	const parts = body.split('/');
	if (parts.some((part) => !part) || parts.length > 3) return null;
	const [kind, ...names] = parts as [string, ...string[]];
	if (parts.length === 1)
		return {
			kind: parseAddress(body) !== null ? 'address' : body === 'internet' ? 'internet' : 'name',
			names: [body],
			port
		};
	if (kinds.includes(kind)) return { kind, names, port };
	return parts.length === 2 ? { kind: 'pod', names: parts, port } : null;
}

export const unknown = (what: string, name: string, known: readonly string[]): Mistake => ({
	code: 'unknown-endpoint',
	says: `There is no ${what} ${name}.`,
	try: known.length
		? `Known: ${known.slice(0, 8).join(', ')}${known.length > 8 ? ` and ${known.length - 8} more` : ''}.`
		: `This input has no ${what}s.`
});

export const bad = (words: string): Mistake => ({
	code: 'bad-endpoint',
	says: `${JSON.stringify(words)} is not an endpoint.`,
	try: 'Write pod/NAMESPACE/NAME, service/NAMESPACE/NAME:PORT, node/NAME, vm/NAME, internet, an IPv4 address, or a name to be looked up.'
});

export const podWords = ({ namespace, name }: Pod): string => `${namespace}/${name}`;

/** Who an address and port belong to, in words: `pod/shop/web-0:8080`. */
export function wordsOf(network: Network, address: string, port: number): string {
	const owner = network.owner(address);
	const name =
		owner?.kind === 'pod'
			? `pod/${podWords(owner.pod)}`
			: owner?.kind === 'node'
				? `node/${owner.node.name}`
				: owner?.kind === 'host' && owner.host.kind === 'vm'
					? `vm/${owner.host.name}`
					: address === internetAddress
						? 'internet'
						: address;
	return port ? `${name}:${port}` : name;
}
