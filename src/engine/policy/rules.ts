/**
 * NetworkPolicy objects, built once into what evaluation asks.
 *
 *   policy ─┬─ the pods of its namespace that it selects, and for which directions
 *           └─ rule ─┬─ peers: one of them must be the other end ─┐
 *                    └─ ports: one of them must be asked for ─────┴─ both (fact 9.6)
 *
 * What a manifest says by leaving a field out has a name here, so that absence
 * is read once: `everyone`, `any`.
 */
import { parsePrefix } from '../ip.ts';
import type { Protocol, Source } from '../types.ts';
import type {
	LabelSelector,
	NetworkPolicyObject,
	PolicyPeer,
	PolicyPort,
	PolicyRule
} from '../world.ts';
import type { Direction } from './ends.ts';

/** Pods that selectors name: of the policy's own namespace, or of the namespaces that a selector chooses. */
export type PodPeer =
	| { readonly kind: 'neighbours'; readonly namespace: string; readonly pods: LabelSelector }
	| {
			readonly kind: 'pods';
			readonly namespaces: LabelSelector;
			readonly pods: LabelSelector | null;
	  };

/** Whom a rule admits as the other end. */
export type Peer =
	| PodPeer
	| { readonly kind: 'everyone' }
	| { readonly kind: 'block'; readonly cidr: string; readonly except: readonly string[] };

/** Which ports of the destination a rule admits. */
export type Port =
	| { readonly kind: 'any' }
	| { readonly kind: 'protocol'; readonly protocol: Protocol; readonly source: Source }
	| {
			readonly kind: 'range';
			readonly protocol: Protocol;
			readonly first: number;
			readonly last: number;
			readonly source: Source;
	  }
	| {
			readonly kind: 'name';
			readonly protocol: Protocol;
			readonly name: string;
			readonly source: Source;
	  };

/** `number` is the rule's place in its list, from 1. */
export interface Rule {
	readonly number: number;
	readonly peers: readonly Peer[];
	readonly ports: readonly Port[];
	readonly source: Source;
}

export interface Policy {
	/** `NAMESPACE/NAME`. */
	readonly name: string;
	readonly namespace: string;
	readonly selector: LabelSelector;
	readonly directions: readonly Direction[];
	readonly rules: Readonly<Record<Direction, readonly Rule[]>>;
	readonly source: Source;
}

export const build = (object: NetworkPolicyObject): Policy => ({
	name: `${object.namespace}/${object.name}`,
	namespace: object.namespace,
	selector: object.podSelector,
	directions: object.policyTypes,
	rules: {
		ingress: object.ingress.map((rule, index) => buildRule(rule, index + 1, object.namespace)),
		egress: object.egress.map((rule, index) => buildRule(rule, index + 1, object.namespace))
	},
	source: object.source
});

/** A missing or empty list restricts nothing; a list that is there restricts to what it says. */
const buildRule = (
	{ peers, ports, source }: PolicyRule,
	number: number,
	namespace: string
): Rule => ({
	number,
	peers: peers?.length
		? peers.flatMap((peer) => buildPeer(peer, namespace))
		: [{ kind: 'everyone' }],
	ports: ports?.length ? ports.map(buildPort) : [{ kind: 'any' }],
	source
});

/** Nothing where no field is set, which the API server refuses, and where the block is not IPv4: it holds none of our addresses. */
function buildPeer(
	{ podSelector, namespaceSelector, ipBlock }: PolicyPeer,
	namespace: string
): readonly Peer[] {
	if (ipBlock)
		return parsePrefix(ipBlock.cidr)
			? [{ kind: 'block', ...ipBlock, except: ipBlock.except.filter(parsePrefix) }]
			: [];
	if (namespaceSelector)
		return [{ kind: 'pods', namespaces: namespaceSelector, pods: podSelector }];
	return podSelector ? [{ kind: 'neighbours', namespace, pods: podSelector }] : [];
}

function buildPort({ port, endPort, protocol, source }: PolicyPort): Port {
	if (port === null) return { kind: 'protocol', protocol, source };
	if (typeof port === 'string') return { kind: 'name', protocol, name: port, source };
	return { kind: 'range', protocol, first: port, last: endPort ?? port, source };
}
