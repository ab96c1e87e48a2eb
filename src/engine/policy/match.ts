/** What of a rule admits a flow: the peer and the port that fit, or undefined where none does. */
import { contains } from '../ip.ts';
import { addressOf, podAt, portsAt, type End, type Traffic } from './ends.ts';
import type { Peer, Port, Rule } from './rules.ts';
import type { PolicySet } from './set.ts';

/** The first peer of the rule that is this end. Peers are alternatives (fact 9.5). */
export const peerOf = (set: PolicySet, rule: Rule, end: End): Peer | undefined =>
	rule.peers.find((peer) => isPeer(set, peer, end));

function isPeer(set: PolicySet, peer: Peer, end: End): boolean {
	if (peer.kind === 'everyone') return true;
	// Addresses of pods and nodes count too, as NPM and the public tests have it; Cilium differs (fact 9.22).
	if (peer.kind === 'block') return inBlock(peer, addressOf(end));
	const pod = podAt(end);
	return pod !== null && set.names(peer, pod);
}

const inBlock = ({ cidr, except }: Extract<Peer, { kind: 'block' }>, ip: string): boolean =>
	contains(cidr, ip) && !except.some((hole) => contains(hole, ip));

/** The first port of the rule that is asked for. Ports are alternatives; a list of ports never admits icmp. */
export const portOf = (rule: Rule, traffic: Traffic, destination: End): Port | undefined =>
	rule.ports.find((port) => isPort(port, traffic, destination));

function isPort(port: Port, traffic: Traffic, destination: End): boolean {
	if (port.kind === 'any') return true;
	if (port.protocol !== traffic.protocol) return false;
	switch (port.kind) {
		case 'protocol':
			return true;
		case 'range':
			return port.first <= traffic.port && traffic.port <= port.last;
		case 'name': // A name means what the destination pod says it means; elsewhere it means nothing.
			return portsAt(destination).some(
				({ name, protocol, port: number }) =>
					name === port.name && protocol === port.protocol && number === traffic.port
			);
	}
}
