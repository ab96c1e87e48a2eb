/** The sentences' small parts. Selectors are written as `kubectl -l` takes them. */
import type { LabelSelector } from '../world.ts';
import type { Direction, End, Traffic } from './ends.ts';
import type { Peer, Port, Rule } from './rules.ts';

export const endWords = (end: End): string => {
	if (end.kind === 'pod') return `${end.pod.namespace}/${end.pod.name}`;
	return end.kind === 'node' ? `node ${end.name}` : end.address;
};

export const trafficWords = ({ protocol, port }: Traffic): string =>
	protocol === 'icmp' ? 'ICMP' : `${protocol.toUpperCase()} ${port}`;

export const towards = (direction: Direction): 'from' | 'to' =>
	direction === 'ingress' ? 'from' : 'to';

export const ruleWords = (direction: Direction, { number }: Rule): string =>
	`${direction} rule ${number}`;

export function portWords(port: Port): string {
	if (port.kind === 'any') return 'every port';
	const protocol = port.protocol.toUpperCase();
	if (port.kind === 'protocol') return `every ${protocol} port`;
	if (port.kind === 'name') return `${protocol} port "${port.name}"`;
	return port.first === port.last
		? `${protocol} ${port.first}`
		: `${protocol} ${port.first} to ${port.last}`;
}

export function peerWords(peer: Peer): string {
	switch (peer.kind) {
		case 'everyone':
			return 'anywhere';
		case 'block':
			return peer.except.length ? `${peer.cidr} except ${peer.except.join(', ')}` : peer.cidr;
		case 'neighbours':
			return `${podsWords(peer.pods)} in namespace ${peer.namespace}`;
		case 'pods': {
			const namespaces = selectorWords(peer.namespaces);
			return `${podsWords(peer.pods)} in ${namespaces ? `namespaces with ${namespaces}` : 'every namespace'}`;
		}
	}
}

const podsWords = (selector: LabelSelector | null): string => {
	const words = selector && selectorWords(selector);
	return words ? `pods with ${words}` : 'every pod';
};

const selectorWords = ({ matchLabels, matchExpressions }: LabelSelector): string =>
	[
		...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
		...matchExpressions.map(requirementWords)
	].join(',');

function requirementWords({
	key,
	operator,
	values
}: LabelSelector['matchExpressions'][number]): string {
	switch (operator) {
		case 'In':
			return `${key} in (${values.join(',')})`;
		case 'NotIn':
			return `${key} notin (${values.join(',')})`;
		case 'Exists':
			return key;
		case 'DoesNotExist':
			return `!${key}`;
	}
}
