/**
 * The whole rule set of kube-proxy's overall test as data, in short: what is matched → target · comment. See NOTICE.
 * Chain names are written out, so that every hash is held; `S2` in a comment stands for `ns2/svc2:p80`.
 */
import type { Service } from '#engine/world.ts';
import { at, front, port80, svc } from './proxy.ts';

export const services: readonly Service[] = [
	svc(1, [port80([at('10.180.0.1')])]),
	svc(2, [port80([at('10.180.0.2')], { nodePort: 3001 })], {
		type: 'LoadBalancer',
		externalTrafficPolicy: 'Local',
		frontends: front('1.2.3.4'),
		externalIPs: ['192.168.99.22'],
		healthCheckNodePort: 30000
	}),
	svc(3, [port80([at('10.180.0.3')], { nodePort: 3003 })], { type: 'NodePort' }),
	svc(4, [port80([at('10.180.0.4'), at('10.180.0.5', 'here')])], {
		type: 'NodePort',
		externalIPs: ['192.168.99.33']
	}),
	svc(5, [port80([at('10.180.0.3')], { nodePort: 3002 })], {
		type: 'LoadBalancer',
		frontends: front('5.6.7.8'),
		healthCheckNodePort: 30000,
		loadBalancerSourceRanges: [' 203.0.113.0/25'],
		sessionAffinity: 'ClientIP'
	}),
	svc(6, [port80([])])
];

type Chains = Readonly<Record<string, readonly string[]>>;

export const filter: Chains = {
	'KUBE-NODEPORTS': ['tcp 30000 → ACCEPT · S2 health check node port'],
	'KUBE-SERVICES': ['to 172.30.0.46 tcp 80 → REJECT · S6 has no endpoints'],
	'KUBE-EXTERNAL-SERVICES': [
		'to 192.168.99.22 tcp 80 → DROP · S2 has no local endpoints',
		'to 1.2.3.4 tcp 80 → DROP · S2 has no local endpoints',
		'to a local address tcp 3001 → DROP · S2 has no local endpoints'
	],
	'KUBE-FIREWALL': [
		'not from 127.0.0.0/8 to 127.0.0.0/8 not state RELATED,ESTABLISHED,DNAT → DROP · block incoming localnet connections'
	],
	'KUBE-FORWARD': [
		'state INVALID → DROP',
		'marked → ACCEPT · kubernetes forwarding rules',
		'state RELATED,ESTABLISHED → ACCEPT · kubernetes forwarding conntrack rule'
	],
	'KUBE-PROXY-FIREWALL': [
		'to 5.6.7.8 tcp 80 → DROP · S5 traffic not accepted by KUBE-FW-NUKIZ6OKUXPJNT4C'
	]
};

const endpoint = (n: number, address: string): readonly string[] => [
	`from ${address} → KUBE-MARK-MASQ · S${n}`,
	`tcp → ${address}:80 · S${n}`
];

const throughCluster = (n: number, id: string): readonly string[] => [
	`→ KUBE-MARK-MASQ · masquerade traffic for S${n} external destinations`,
	`→ KUBE-SVC-${id}`
];

const outsiders = (n: number): string =>
	`not from 10.0.0.0/8 to 172.30.0.4${n} tcp 80 → KUBE-MARK-MASQ · S${n} cluster IP`;

export const nat: Chains = {
	'KUBE-NODEPORTS': [
		'tcp 3001 → KUBE-EXT-GNZBNJ2PO5MGZ6GT · S2',
		'tcp 3003 → KUBE-EXT-X27LE4BHSL4DOUIK · S3',
		'tcp 3002 → KUBE-EXT-NUKIZ6OKUXPJNT4C · S5'
	],
	'KUBE-SERVICES': [
		'to 172.30.0.41 tcp 80 → KUBE-SVC-XPGD46QRK7WJZT7O · S1 cluster IP',
		'to 172.30.0.42 tcp 80 → KUBE-SVC-GNZBNJ2PO5MGZ6GT · S2 cluster IP',
		'to 192.168.99.22 tcp 80 → KUBE-EXT-GNZBNJ2PO5MGZ6GT · S2 external IP',
		'to 1.2.3.4 tcp 80 → KUBE-EXT-GNZBNJ2PO5MGZ6GT · S2 loadbalancer IP',
		'to 172.30.0.43 tcp 80 → KUBE-SVC-X27LE4BHSL4DOUIK · S3 cluster IP',
		'to 172.30.0.44 tcp 80 → KUBE-SVC-4SW47YFZTEDKD3PK · S4 cluster IP',
		'to 192.168.99.33 tcp 80 → KUBE-EXT-4SW47YFZTEDKD3PK · S4 external IP',
		'to 172.30.0.45 tcp 80 → KUBE-SVC-NUKIZ6OKUXPJNT4C · S5 cluster IP',
		'to 5.6.7.8 tcp 80 → KUBE-FW-NUKIZ6OKUXPJNT4C · S5 loadbalancer IP',
		'to a local address → KUBE-NODEPORTS · kubernetes service nodeports; NOTE: this must be the last rule in this chain'
	],
	'KUBE-EXT-4SW47YFZTEDKD3PK': throughCluster(4, '4SW47YFZTEDKD3PK'),
	'KUBE-EXT-GNZBNJ2PO5MGZ6GT': [
		'from 10.0.0.0/8 → KUBE-SVC-GNZBNJ2PO5MGZ6GT · pod traffic for S2 external destinations',
		'from a local address → KUBE-MARK-MASQ · masquerade LOCAL traffic for S2 external destinations',
		'from a local address → KUBE-SVC-GNZBNJ2PO5MGZ6GT · route LOCAL traffic for S2 external destinations'
	],
	'KUBE-EXT-NUKIZ6OKUXPJNT4C': throughCluster(5, 'NUKIZ6OKUXPJNT4C'),
	'KUBE-EXT-X27LE4BHSL4DOUIK': throughCluster(3, 'X27LE4BHSL4DOUIK'),
	'KUBE-FW-NUKIZ6OKUXPJNT4C': [
		'from 203.0.113.0/25 → KUBE-EXT-NUKIZ6OKUXPJNT4C · S5 loadbalancer IP',
		'→ nothing · other traffic to S5 will be dropped by KUBE-PROXY-FIREWALL'
	],
	'KUBE-MARK-MASQ': ['→ mark or'],
	'KUBE-POSTROUTING': [
		'not marked → RETURN',
		'→ mark xor',
		'→ MASQUERADE · kubernetes service traffic requiring SNAT'
	],
	'KUBE-SEP-C6EBXVWJJZMIWKLZ': endpoint(4, '10.180.0.5'),
	'KUBE-SEP-I77PXRDZVX7PMWMN': [
		'from 10.180.0.3 → KUBE-MARK-MASQ · S5',
		'note in KUBE-SEP-I77PXRDZVX7PMWMN tcp → 10.180.0.3:80 · S5'
	],
	'KUBE-SEP-OYPFS5VJICHGATKP': endpoint(3, '10.180.0.3'),
	'KUBE-SEP-RS4RBKLTHTF2IUXJ': endpoint(2, '10.180.0.2'),
	'KUBE-SEP-SXIVWICOYRO3J4NJ': endpoint(1, '10.180.0.1'),
	'KUBE-SEP-UKSFD7AGPMPPLUHC': endpoint(4, '10.180.0.4'),
	'KUBE-SVC-4SW47YFZTEDKD3PK': [
		outsiders(4),
		'odds 0.5 → KUBE-SEP-UKSFD7AGPMPPLUHC · S4 -> 10.180.0.4:80',
		'→ KUBE-SEP-C6EBXVWJJZMIWKLZ · S4 -> 10.180.0.5:80'
	],
	'KUBE-SVC-GNZBNJ2PO5MGZ6GT': [outsiders(2), '→ KUBE-SEP-RS4RBKLTHTF2IUXJ · S2 -> 10.180.0.2:80'],
	'KUBE-SVC-NUKIZ6OKUXPJNT4C': [
		outsiders(5),
		'seen in KUBE-SEP-I77PXRDZVX7PMWMN for 10800 → KUBE-SEP-I77PXRDZVX7PMWMN · S5 -> 10.180.0.3:80',
		'→ KUBE-SEP-I77PXRDZVX7PMWMN · S5 -> 10.180.0.3:80'
	],
	'KUBE-SVC-X27LE4BHSL4DOUIK': [outsiders(3), '→ KUBE-SEP-OYPFS5VJICHGATKP · S3 -> 10.180.0.3:80'],
	'KUBE-SVC-XPGD46QRK7WJZT7O': [outsiders(1), '→ KUBE-SEP-SXIVWICOYRO3J4NJ · S1 -> 10.180.0.1:80']
};
