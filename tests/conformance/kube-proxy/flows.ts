/** kube-proxy's packet flow tests as data: who sends where, which endpoints it may reach, and whether it is masqueraded. See NOTICE. */
import type { Protocol } from '#engine/types.ts';
import type { Service, Settings } from '#engine/world.ts';
import { at, draining, front, gone, nodeIP, port80, svc } from './proxy.ts';

/** Words, source, destination, port, outcome, masquerade, protocol. */
export type Row = readonly [string, string, string, number, string, boolean?, Protocol?];

export interface Case {
	readonly name: string;
	readonly services: readonly Service[];
	readonly settings?: Partial<Settings>;
	readonly rows: readonly Row[];
}

const pod = '10.0.0.2';
const client = '203.0.113.2';
const blocked = '203.0.113.130';
const otherNodeIP = '192.168.1.2';
const here = '127.0.0.1';

const general: Case = {
	name: 'ClusterIP in general',
	services: [
		svc(1, [port80([at('10.180.0.1', 'here')], { name: 'http' })]),
		svc(2, [
			port80([at('10.180.0.1', 'here'), at('10.180.2.1', 'node2')], { name: 'http' }),
			port80(
				[at('10.180.0.1', 'here', { port: 8443 }), at('10.180.2.1', 'node2', { port: 8443 })],
				{ name: 'https', port: 443 }
			),
			port80([at('10.180.0.1', 'here', { port: 53 }), at('10.180.2.1', 'node2', { port: 53 })], {
				name: 'dns-udp',
				port: 53,
				protocol: 'udp'
			}),
			port80(
				[at('10.180.0.1', 'here', { port: 5353 }), at('10.180.2.1', 'node2', { port: 5353 })],
				{ name: 'dns-tcp', port: 53 }
			),
			port80([at('10.180.0.1', 'here', { port: 53 }), at('10.180.2.1', 'node2', { port: 53 })], {
				name: 'dns-sctp',
				port: 53,
				protocol: 'sctp'
			})
		])
	],
	rows: [
		['one endpoint', '10.180.0.2', '172.30.0.41', 80, '10.180.0.1:80'],
		['a pod that reaches itself', '10.180.0.1', '172.30.0.41', 80, '10.180.0.1:80', true],
		['two endpoints', '10.180.0.2', '172.30.0.42', 80, '10.180.0.1:80, 10.180.2.1:80'],
		['another target port', '10.180.0.2', '172.30.0.42', 443, '10.180.0.1:8443, 10.180.2.1:8443'],
		[
			'one port number, tcp',
			'10.180.0.2',
			'172.30.0.42',
			53,
			'10.180.0.1:5353, 10.180.2.1:5353',
			false,
			'tcp'
		],
		[
			'one port number, udp',
			'10.180.0.2',
			'172.30.0.42',
			53,
			'10.180.0.1:53, 10.180.2.1:53',
			false,
			'udp'
		],
		[
			'one port number, sctp',
			'10.180.0.2',
			'172.30.0.42',
			53,
			'10.180.0.1:53, 10.180.2.1:53',
			false,
			'sctp'
		],
		['udp to a tcp port', '10.180.0.2', '172.30.0.42', 80, '', false, 'udp'],
		['a port of another Service', '10.180.0.2', '172.30.0.41', 443, '']
	]
};

const everyWay = {
	type: 'LoadBalancer',
	externalIPs: ['192.168.99.11'],
	frontends: front('1.2.3.4')
} as const satisfies Partial<Service>;

const noEndpoints: Case = {
	name: 'no endpoints',
	services: [svc(1, [port80([], { nodePort: 3001 })], everyWay)],
	rows: [
		['pod to ClusterIP', pod, '172.30.0.41', 80, 'REJECT'],
		['outside to external IP', client, '192.168.99.11', 80, 'REJECT'],
		['pod to node port', pod, nodeIP, 3001, 'REJECT'],
		['outside to node port', client, nodeIP, 3001, 'REJECT'],
		['pod to load balancer', pod, '1.2.3.4', 80, 'REJECT'],
		['outside to load balancer', client, '1.2.3.4', 80, 'REJECT']
	]
};

const ranges: Case = {
	name: 'load balancer with source ranges',
	services: [
		svc(1, [port80([at('10.180.0.1')], { nodePort: 3001 })], {
			type: 'LoadBalancer',
			frontends: front('1.2.3.4', '5.6.7.8'),
			loadBalancerSourceRanges: ['192.168.0.0/24', ' 203.0.113.0/25']
		})
	],
	rows: [
		['pod to ClusterIP', pod, '172.30.0.41', 80, '10.180.0.1:80'],
		['outside to node port', client, nodeIP, 3001, '10.180.0.1:80', true],
		['the ranges do not guard the node port', blocked, nodeIP, 3001, '10.180.0.1:80', true],
		...['1.2.3.4', '5.6.7.8'].flatMap((ip): readonly Row[] => [
			[`in range to ${ip}`, client, ip, 80, '10.180.0.1:80', true],
			[`out of range to ${ip}`, blocked, ip, 80, 'DROP'],
			[`pod, out of range, to ${ip}`, pod, ip, 80, 'DROP'],
			[`node, in range, to ${ip}`, nodeIP, ip, 80, '10.180.0.1:80', true],
			[`node with the frontend as source to ${ip}`, ip, ip, 80, '10.180.0.1:80', true]
		])
	]
};

const both = '10.180.0.1:80, 10.180.2.1:80';

const nodePorts = (localhostNodePorts: boolean): Case => ({
	name: `node port, localhost ${localhostNodePorts ? 'on' : 'off'}`,
	settings: { localhostNodePorts },
	services: [
		svc(1, [port80([at('10.180.0.1'), at('10.180.2.1', 'here')], { nodePort: 3001 })], {
			type: 'NodePort'
		})
	],
	rows: [
		['pod to ClusterIP', pod, '172.30.0.41', 80, both],
		['outside to node port', client, nodeIP, 3001, both, true],
		['node to its own port', nodeIP, nodeIP, 3001, both, true],
		['by 127.0.0.1', here, here, 3001, localhostNodePorts ? both : '', localhostNodePorts],
		['outside to another address of the node', client, otherNodeIP, 3001, both, true]
	]
});

const healthCheck: readonly Case[] = [
	{
		name: 'health check port, even without endpoints',
		services: [
			svc(2, [port80([], { nodePort: 3001 })], {
				type: 'LoadBalancer',
				healthCheckNodePort: 30000,
				externalTrafficPolicy: 'Local'
			})
		],
		rows: [['the firewall accepts it', '1.2.3.4', nodeIP, 30000, 'ACCEPT']]
	},
	{
		name: 'health check port of no Service',
		services: [],
		rows: [['no rule cares', '1.2.3.4', nodeIP, 30000, '']]
	}
];

const external = (policy: Service['externalTrafficPolicy']): Case => {
	const isLocal = policy === 'Local';
	const outside = isLocal ? '10.180.2.1:80' : both;
	return {
		name: `externalTrafficPolicy ${policy}`,
		services: [
			svc(1, [port80([at('10.180.0.1'), at('10.180.2.1', 'here')], { nodePort: 3001 })], {
				...everyWay,
				externalTrafficPolicy: policy,
				healthCheckNodePort: isLocal ? 30000 : null
			})
		],
		rows: [
			['pod to ClusterIP', pod, '172.30.0.41', 80, both],
			['pod to external IP', pod, '192.168.99.11', 80, both, !isLocal],
			['outside to external IP', client, '192.168.99.11', 80, outside, !isLocal],
			['pod to load balancer', pod, '1.2.3.4', 80, both, !isLocal],
			['outside to load balancer', client, '1.2.3.4', 80, outside, !isLocal],
			['pod to node port', pod, nodeIP, 3001, both, !isLocal],
			['outside to node port', client, nodeIP, 3001, outside, !isLocal]
		]
	};
};

const internal = (
	words: string,
	policy: Service['internalTrafficPolicy'],
	nodes: readonly string[],
	outcome: string
): readonly Case[] => {
	const endpoints = nodes.map((where, i) => at(`10.0.1.${i + 1}`, where));
	const service = (on: typeof endpoints) =>
		svc(1, [port80(on, { name: null })], {
			clusterIP: '172.30.1.1',
			internalTrafficPolicy: policy
		});
	const name = `internalTrafficPolicy ${policy}, ${words}`;
	return [
		{
			name,
			services: [service(endpoints)],
			rows: [['pod to ClusterIP', pod, '172.30.1.1', 80, outcome]]
		},
		{
			name: `${name}, then deleted`,
			services: [service([])],
			rows: [['pod to ClusterIP', pod, '172.30.1.1', 80, 'REJECT']]
		}
	];
};

const ending = (
	policy: Service['externalTrafficPolicy'],
	words: string,
	endpoints: ReturnType<typeof at>[],
	[inside, outside]: readonly [string, string]
): readonly Case[] => {
	const service = (on: typeof endpoints) =>
		svc(1, [port80(on, { name: null })], {
			clusterIP: '172.30.1.1',
			type: 'LoadBalancer',
			externalTrafficPolicy: policy,
			healthCheckNodePort: 30000,
			frontends: front('1.2.3.4')
		});
	const name = `terminating endpoints, ${policy}: ${words}`;
	const masquerade = policy === 'Cluster' && outside.includes(':');
	return [
		{
			name,
			services: [service(endpoints)],
			rows: [
				['pod to ClusterIP', pod, '172.30.1.1', 80, inside],
				['outside to load balancer', client, '1.2.3.4', 80, outside, masquerade]
			]
		},
		{
			name: `${name}, then deleted`,
			services: [service([])],
			rows: [
				['pod to ClusterIP', pod, '172.30.1.1', 80, 'REJECT'],
				['outside to load balancer', client, '1.2.3.4', 80, 'REJECT']
			]
		}
	];
};

const one = '10.0.1.1:80';
const two = '10.0.1.2:80';
const three = '10.0.1.3:80';
const five = '10.0.1.5:80';

const terminating: readonly Case[] = [
	...ending(
		'Local',
		'ready ones exist',
		[
			at('10.0.1.1', 'here'),
			at('10.0.1.2', 'here'),
			at('10.0.1.3', 'here', draining),
			at('10.0.1.4', 'here', gone),
			at('10.0.1.5', 'node-1')
		],
		[`${one}, ${two}, ${five}`, `${one}, ${two}`]
	),
	...ending(
		'Local',
		'only draining ones here',
		[
			at('10.0.1.2', 'here', draining),
			at('10.0.1.3', 'here', draining),
			at('10.0.1.4', 'here', gone),
			at('10.0.1.5', 'node-1')
		],
		[five, `${two}, ${three}`]
	),
	...ending('Local', 'draining elsewhere', [at('10.0.1.5', 'node-1', draining)], [five, 'DROP']),
	...ending(
		'Local',
		'none of use',
		[at('10.0.1.5', 'here', gone), at('10.0.1.5', 'node-1', gone)],
		['REJECT', 'REJECT']
	),
	...ending(
		'Cluster',
		'ready ones exist',
		[
			at('10.0.1.1', 'here'),
			at('10.0.1.2', 'here'),
			at('10.0.1.3', 'another', draining),
			at('10.0.1.4', 'another', gone),
			at('10.0.1.5', 'another')
		],
		[`${one}, ${two}, ${five}`, `${one}, ${two}, ${five}`]
	),
	...ending(
		'Cluster',
		'only draining ones',
		[
			at('10.0.1.2', 'here', draining),
			at('10.0.1.3', 'here', draining),
			at('10.0.1.4', 'another', gone),
			at('10.0.1.5', 'another', draining)
		],
		[`${two}, ${three}, ${five}`, `${two}, ${three}, ${five}`]
	),
	...ending('Cluster', 'draining elsewhere', [at('10.0.1.5', 'node-1', draining)], [five, five]),
	...ending(
		'Cluster',
		'none of use',
		[at('10.0.1.5', 'here', gone), at('10.0.1.5', 'node-1', gone)],
		['REJECT', 'REJECT']
	)
];

/** Three Services that differ in their policies; `all` is masquerade-all. */
const masquerade = (all: boolean): Case => {
	const pair = (n: number) => `10.180.0.${n}:80, 10.180.1.${n}:80`;
	const made = (n: number, ip: string, more: Partial<Service>) =>
		svc(
			n,
			[
				port80([at(`10.180.0.${n}`, 'here'), at(`10.180.1.${n}`, 'remote')], { nodePort: 3000 + n })
			],
			{
				type: 'LoadBalancer',
				frontends: front(ip),
				...more
			}
		);
	const rows = (
		words: string,
		n: number,
		ip: string,
		inside: string,
		fromPod: boolean,
		outside = pair(n),
		fromOutside = true
	): readonly Row[] => [
		[`pod to ClusterIP${words}`, pod, `172.30.0.4${n}`, 80, inside, all],
		[`pod to node port${words}`, pod, nodeIP, 3000 + n, pair(n), fromPod],
		[`pod to load balancer${words}`, pod, ip, 80, pair(n), fromPod],
		[`node to ClusterIP${words}`, nodeIP, `172.30.0.4${n}`, 80, inside, true],
		[`node to node port${words}`, nodeIP, nodeIP, 3000 + n, pair(n), true],
		[`localhost to node port${words}`, here, here, 3000 + n, pair(n), true],
		[`node to load balancer${words}`, nodeIP, ip, 80, pair(n), true],
		[`outside to ClusterIP${words}`, client, `172.30.0.4${n}`, 80, inside, true],
		[`outside to node port${words}`, client, nodeIP, 3000 + n, outside, fromOutside],
		[`outside to load balancer${words}`, client, ip, 80, outside, fromOutside]
	];
	return {
		name: `masquerade by policy${all ? ', masquerade-all' : ''}`,
		settings: { masqueradeAll: all },
		services: [
			made(1, '1.2.3.4', { healthCheckNodePort: 30001 }),
			made(2, '5.6.7.8', { healthCheckNodePort: 30002, externalTrafficPolicy: 'Local' }),
			made(3, '9.10.11.12', { healthCheckNodePort: 30003, internalTrafficPolicy: 'Local' })
		],
		rows: [
			...rows('', 1, '1.2.3.4', pair(1), true),
			...rows(', external Local', 2, '5.6.7.8', pair(2), false, '10.180.0.2:80', false),
			...rows(', internal Local', 3, '9.10.11.12', '10.180.0.3:80', true)
		]
	};
};

export const cases: readonly Case[] = [
	general,
	noEndpoints,
	ranges,
	nodePorts(true),
	nodePorts(false),
	...healthCheck,
	external('Local'),
	external('Cluster'),
	...internal('all endpoints', 'Cluster', ['here', 'node1', 'node2'], `${one}, ${two}, ${three}`),
	...internal('one here', 'Local', ['here', 'node1', 'node2'], one),
	...internal('two here', 'Local', ['here', 'here', 'node2'], `${one}, ${two}`),
	...internal('none here', 'Local', ['node0', 'node1', 'node2'], 'DROP'),
	...terminating,
	masquerade(false),
	masquerade(true)
];
