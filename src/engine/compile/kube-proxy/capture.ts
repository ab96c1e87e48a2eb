/** What catches packets for one Service port, in chains that all Services share (A1, items 2 to 4). */
import type { Match, Rule } from '../../network.ts';
import type { Reason } from '../../types.ts';
import { documented } from '../documented.ts';
import { jump, portIs, protocolIs, to } from '../rule.ts';
import type { ProxiedPort } from './proxied.ts';

/** Rules of the nat chains KUBE-SERVICES and KUBE-NODEPORTS. */
export interface Captured {
	readonly services: readonly Rule[];
	readonly nodePorts: readonly Rule[];
}

/** Packets to one address and port of the Service. */
export const toPort = (address: string, { port }: ProxiedPort): readonly Match[] => [
	to(address),
	protocolIs(port.protocol),
	portIs(port.port)
];

/** Traffic from outside is caught even without a usable endpoint: pods and the node itself may still be served. */
export function capture(p: ProxiedPort): Captured {
	if (!p.hasEndpoints) return { services: [], nodePorts: [] };
	return {
		services: [
			...p.externalIPs.map((address) => externalIP(p, address)),
			...p.frontends.map((address) => frontend(p, address))
		],
		nodePorts: p.nodePort === null ? [] : [nodePort(p, p.nodePort)]
	};
}

const caught = (
	p: ProxiedPort,
	address: string,
	chain: string,
	comment: string,
	because: Reason
): Rule => ({
	match: toPort(address, p),
	target: jump(chain),
	comment: `${p.key} ${comment}`,
	because
});

export const clusterIP = (p: ProxiedPort): Rule =>
	caught(
		p,
		p.clusterIP,
		p.internalLocal ? p.chains.local : p.chains.cluster,
		'cluster IP',
		documented(
			'service-cluster-ip',
			'3.6',
			`${p.clusterIP}:${p.port.port} is the ClusterIP of Service ${p.name}: an address on no machine, only in these rules.`,
			p.port.source
		)
	);

const externalIP = (p: ProxiedPort, address: string): Rule =>
	caught(
		p,
		address,
		p.chains.external,
		'external IP',
		documented(
			'service-external-ip',
			'A1',
			`${address}:${p.port.port} is an external IP of Service ${p.name}.`,
			p.port.source
		)
	);

const frontend = (p: ProxiedPort, address: string): Rule =>
	caught(
		p,
		address,
		p.hasFirewall ? p.chains.firewall : p.chains.external,
		'loadbalancer IP',
		documented(
			'service-load-balancer-ip',
			'3.15',
			`${address}:${p.port.port} is the load balancer address of Service ${p.name}; every node knows it.`,
			p.port.source
		)
	);

/** kube-proxy's counting twin of this rule for 127.0.0.0/8 (nfacct) is left out: it decides nothing. */
const nodePort = (p: ProxiedPort, port: number): Rule => ({
	match: [protocolIs(p.port.protocol), portIs(port)],
	target: jump(p.chains.external),
	comment: p.key,
	because: documented(
		'service-node-port',
		'A1',
		`Port ${port} of every node belongs to Service ${p.name}.`,
		p.port.source
	)
});
