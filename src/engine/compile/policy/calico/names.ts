/** Calico's names (A5). What is too long for a chain or a set is hashed; what Felix hashes differs by version, the form is its own. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Direction } from '../../../policy/index.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const longestChain = 28;
const longestSet = 31;

/** The first characters of base64 of SHA-256, in the alphabet that names allow: six bits a character. */
function hash(text: string, length: number): string {
	const bits = [...sha256(utf8ToBytes(text))]
		.map((byte) => byte.toString(2).padStart(8, '0'))
		.join('');
	return Array.from({ length }, (_, i) => letters[parseInt(bits.slice(i * 6, i * 6 + 6), 2)]).join(
		''
	);
}

/** The name as it is, or where it is too long `_` and a hash that fills the rest. */
const shortened = (prefix: string, name: string): string =>
	prefix.length + name.length <= longestChain
		? prefix + name
		: `${prefix}_${hash(name, longestChain - prefix.length - 1)}`;

const prefixes = {
	endpoint: { ingress: 'cali-tw-', egress: 'cali-fw-' },
	policy: { ingress: 'cali-pi-', egress: 'cali-po-' },
	group: { ingress: 'cali-gi-', egress: 'cali-go-' },
	profile: { ingress: 'cali-pri-', egress: 'cali-pro-' }
} as const satisfies Record<string, Record<Direction, string>>;

/** To or from the workload behind one interface. */
export const endpointChain = (direction: Direction, link: string): string =>
	shortened(prefixes.endpoint[direction], link);

/** `policy` is `NAMESPACE/NAME`; Calico knows a Kubernetes policy by a tier and a name of its own. */
export const policyChain = (direction: Direction, policy: string): string =>
	shortened(prefixes.policy[direction], `default/${policy.replace('/', '/knp.default.')}`);

export const profileChain = (direction: Direction, namespace: string): string =>
	shortened(prefixes.profile[direction], `kns.${namespace}`);

/** Policies with one selector, in order. */
export const groupChain = (direction: Direction, policies: readonly string[]): string => {
	const prefix = prefixes.group[direction];
	return prefix + hash(policies.join('\n'), longestChain - prefix.length);
};

/** `s:` pods that a selector names, `n:` a named port. */
export const setName = (kind: 's' | 'n', text: string): string => {
	const prefix = `cali40${kind}:`;
	return prefix + hash(text, longestSet - prefix.length);
};
