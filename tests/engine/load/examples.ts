/** One example or more for each problem: the mark ▶ stands where it is noted. */
import type { Overrides, ProblemCode } from '#engine/load/index.ts';
import { pod, policy, service, yaml } from './given.ts';

export interface Example {
	readonly code: ProblemCode;
	readonly manifests?: string;
	readonly cluster?: string;
	readonly over?: Overrides;
}

const manifests = (code: ProblemCode, text: string, over: Overrides = {}): Example => ({
	code,
	manifests: text,
	over
});
const cluster = (code: ProblemCode, text: string, manifests = ''): Example => ({
	code,
	cluster: text,
	manifests
});

const text: readonly Example[] = [
	manifests('unparsable', 'a: ▶b: c'),
	manifests('unparsable', 'a: 1\n▶\tb: 2'),
	manifests('unparsable', 'a: ▶*nobody'),
	manifests('unparsable', 'a: &a [▶*a]'),
	manifests('unparsable', '? ▶[a]\n: b'),
	manifests('unparsable', '{"a": [1, 2▶'),
	manifests('duplicate-key', pod('p', 'hostNetwork: true, ▶hostNetwork: false')),
	manifests('duplicate-key', '{"kind": "ConfigMap", "apiVersion": "v1", ▶"kind": "Secret"}'),
	manifests('ambiguous-scalar', pod('p', 'hostNetwork: ▶no')),
	manifests('ambiguous-scalar', service('s', '', '[{ port: ▶017 }]')),
	manifests('ambiguous-scalar', pod('p', '', '{ build: ▶12:30:45 }')),
	manifests('ambiguous-scalar', pod('p', '', '{ day: ▶2026-11-20 }')),
	manifests('ambiguous-scalar', pod('p', '', '{ ▶on: "1" }')),
	manifests('not-an-object', '▶just words'),
	manifests('not-an-object', '▶replicaCount: 3'),
	manifests('not-an-object', '▶kind: Pod'),
	manifests('unknown-kind', 'apiVersion: v1\nkind: ▶Sevice'),
	manifests('unknown-kind', 'apiVersion: v1\nkind: ▶Deployment'),
	manifests('unknown-version', 'apiVersion: ▶extensions/v1beta1\nkind: NetworkPolicy'),
	manifests('unknown-version', 'apiVersion: ▶discovery.k8s.io/v1beta1\nkind: EndpointSlice')
];

const fields: readonly Example[] = [
	manifests('unknown-field', policy('▶podSelecter: {}')),
	manifests('unknown-field', pod('p', '▶hostnetwork: true')),
	manifests('unknown-field', service('s', '', '[{ port: 80, ▶targetport: 8080 }]')),
	manifests('wrong-type', service('s', '', '[{ port: ▶"80" }]')),
	manifests('wrong-type', pod('p', '', '{ version: ▶1.0 }')),
	manifests('wrong-type', pod('p', '', '{ enabled: ▶yes }')),
	manifests('wrong-type', service('s', 'selector: ▶[app]')),
	manifests('wrong-type', policy('podSelector: {}, ingress: ▶{ from: [] }')),
	manifests('missing-field', `{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: ▶{} }`),
	manifests('missing-field', `▶{ apiVersion: v1, kind: Pod, metadata: { name: p } }`),
	manifests('missing-field', service('s', '', '▶[]')),
	manifests('unknown-value', service('s', '', '[{ port: 80, protocol: ▶tcp }]')),
	manifests('unknown-value', service('s', 'type: ▶Loadbalancer')),
	manifests('unknown-value', policy('podSelector: {}, policyTypes: [▶ingress]')),
	manifests('out-of-range', service('s', '', '[{ port: ▶65536 }]')),
	manifests('out-of-range', service('s', 'type: NodePort', '[{ port: 80, nodePort: ▶80 }]')),
	manifests(
		'out-of-range',
		service(
			's',
			'sessionAffinity: ClientIP, sessionAffinityConfig: { clientIP: { timeoutSeconds: ▶86401 } }'
		)
	),
	manifests('invalid-name', pod('▶My_Pod')),
	manifests('invalid-name', service('▶1st', '')),
	manifests('invalid-name', service('s', '', '[{ port: 80, targetPort: ▶"8080" }]')),
	manifests('invalid-label', pod('p', '', '{ ▶"a/b/c": x }')),
	manifests('invalid-label', pod('p', '', '{ app: ▶"white space" }')),
	manifests('invalid-address', service('s', 'clusterIP: ▶10.0.0.010')),
	manifests('invalid-address', service('s', 'externalIPs: [▶1.2.3.256]')),
	manifests(
		'invalid-cidr',
		policy('podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: ▶10.0.0.0/33 } }] }]')
	),
	manifests(
		'invalid-cidr',
		policy('podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: ▶010.0.0.0/8 } }] }]')
	),
	manifests(
		'invalid-cidr',
		policy('podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: ▶10.0.0.1 } }] }]')
	),
	manifests(
		'cidr-host-bits',
		policy('podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: ▶10.0.0.1/8 } }] }]')
	),
	manifests(
		'invalid-selector',
		policy('podSelector: { matchExpressions: [▶{ key: app, operator: In }] }')
	),
	manifests(
		'invalid-selector',
		policy('podSelector: { matchExpressions: [{ key: app, operator: Exists, values: ▶[a] }] }')
	),
	manifests('duplicate-name', service('s', '', '[{ name: a, port: 80 }, { name: ▶a, port: 81 }]')),
	manifests('duplicate-name', service('s', '', '[{ name: a, port: 80 }, { name: b, port: ▶80 }]')),
	manifests('duplicate-object', `${pod('p')}▶${pod('p')}`),
	manifests('deprecated-field', service('s', 'type: LoadBalancer, ▶loadBalancerIP: 198.51.100.77'))
];

const workload = (kind: string, labels: string, template: string): string =>
	`{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: web, namespace: shop }, spec: { selector: ${labels}, template: { metadata: { labels: ${template} }, spec: { containers: [{ name: c }] } } } }`;

const objects: readonly Example[] = [
	manifests(
		'selector-mismatch',
		workload('Deployment', '▶{ matchLabels: { app: web } }', '{ app: wep }')
	),
	manifests('port-unnamed', service('s', '', '[{ name: a, port: 80 }, ▶{ port: 81 }]')),
	manifests('field-not-for-type', service('s', '▶externalTrafficPolicy: Local')),
	manifests('field-not-for-type', service('s', '', '[{ port: 80, ▶nodePort: 30080 }]')),
	manifests('field-not-for-type', service('s', 'type: NodePort, ▶clusterIP: None')),
	manifests('field-not-for-type', service('s', 'type: LoadBalancer, ▶healthCheckNodePort: 30001')),
	manifests(
		'field-not-for-type',
		service('s', 'type: NodePort, ▶loadBalancerSourceRanges: [10.0.0.0/8]')
	),
	manifests(
		'field-not-for-type',
		service('s', '▶sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } }')
	),
	manifests(
		'field-not-for-type',
		service('s', 'type: ExternalName, externalName: example.com, ▶clusterIP: 10.0.0.20')
	),
	manifests('peer-empty', policy('podSelector: {}, ingress: [{ from: [▶{}] }]')),
	manifests('peer-empty', policy('podSelector: {}, ingress: [{ from: [▶{ podSelector: }] }]')),
	manifests(
		'peer-mixed',
		policy(
			'podSelector: {}, ingress: [{ from: [{ podSelector: {}, ▶ipBlock: { cidr: 10.0.0.0/8 } }] }]'
		)
	),
	manifests(
		'except-outside',
		policy(
			'podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [▶11.0.0.0/16] } }] }]'
		)
	),
	manifests(
		'except-outside',
		policy(
			'podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [▶10.0.0.0/8] } }] }]'
		)
	),
	manifests(
		'end-port',
		policy('podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: ▶79 }] }]')
	),
	manifests(
		'end-port',
		policy('podSelector: {}, ingress: [{ ports: [{ port: http, endPort: ▶90 }] }]')
	),
	manifests('end-port', policy('podSelector: {}, ingress: [{ ports: [{ endPort: ▶90 }] }]')),
	manifests('rule-direction', policy('podSelector: {}, ingress: [{ ▶to: [{ podSelector: {} }] }]')),
	manifests(
		'rule-direction',
		policy('podSelector: {}, egress: [{ ▶from: [{ podSelector: {} }] }]')
	),
	manifests('rules-without-type', policy('podSelector: {}, policyTypes: [Ingress], ▶egress: [{}]')),
	manifests(
		'pod-selector-missing',
		yaml`
			apiVersion: networking.k8s.io/v1
			kind: NetworkPolicy
			metadata:
			  name: open
			spec:
			  ▶policyTypes: [Ingress]
		`
	)
];

const profile = (fields: string): string => `networkProfile: { ${fields} }`;
const pool = (fields: string): string => `agentPoolProfiles: [{ name: nodepool1${fields} }]`;
const network = (subnets: string, more = ''): string =>
	`virtualNetworks: [{ name: vnet, addressSpace: { addressPrefixes: [10.224.0.0/12] }, subnets: [${subnets}] }]\n${more}`;
const rule = (fields: string): string =>
	`networkSecurityGroups: [{ name: nsg, securityRules: [{ name: r, priority: 100, direction: Inbound, access: Allow, protocol: Tcp${fields} }] }]`;

const clusters: readonly Example[] = [
	cluster('wrong-type', '▶just words'),
	cluster('unparsable', 'a: [▶'),
	cluster('unknown-field', '▶netwrokProfile: {}'),
	cluster('unknown-field', 'packetwalk: { kubeProxy: { ▶clusterCidrs: 10.0.0.0/8 } }'),
	cluster('unknown-field', network('{ name: a, addressPrefix: 10.224.0.0/16, ▶nsg: b }')),
	cluster('unknown-value', profile('networkPlugin: ▶azur')),
	cluster('out-of-range', pool(', maxPods: ▶300')),
	cluster('out-of-range', rule('').replace('100', '▶99')),
	cluster('out-of-range', rule(', destinationPortRange: ▶90-80')),
	cluster(
		'duplicate-name',
		rule('')
			.replace(
				'securityRules: [',
				'securityRules: [{ name: q, priority: 100, direction: Inbound, access: Deny, protocol: "*" }, '
			)
			.replace('r, priority: 100', 'r, priority: ▶100')
	),
	cluster('invalid-cidr', rule(', sourceAddressPrefix: ▶10.0.0.0/40')),
	cluster('invalid-cidr', profile('podCidr: ▶10.244.0.0')),
	cluster(
		'subnet-not-given',
		pool(', vnetSubnetId: ▶/subscriptions/s/virtualNetworks/v/subnets/nodes')
	),
	cluster(
		'unknown-reference',
		network('{ name: a, addressPrefix: 10.224.0.0/16 }', pool(', vnetSubnetId: ▶b'))
	),
	cluster(
		'unknown-reference',
		network(
			'▶{ name: a, addressPrefix: 10.224.0.0/16, networkSecurityGroup: { id: /x/nsg } }',
			pool(', vnetSubnetId: a')
		)
	),
	cluster(
		'unknown-reference',
		'packetwalk: { hosts: [{ name: v, kind: vm, address: 10.224.9.9, subnet: ▶nowhere }] }'
	),
	cluster('subnet-outside-network', network('▶{ name: a, addressPrefix: 10.0.0.0/24 }')),
	cluster(
		'range-overlap',
		network('{ name: a, addressPrefix: 10.224.0.0/16 }, ▶{ name: b, addressPrefix: 10.224.1.0/24 }')
	),
	cluster('range-overlap', profile('podCidr: 10.0.0.0/15, serviceCidr: ▶10.0.0.0/16')),
	cluster('range-overlap', profile('podCidr: ▶10.224.0.0/14')),
	cluster('range-overlap', profile('serviceCidr: ▶10.224.0.0/16')),
	cluster('reserved-range', profile('podCidr: ▶172.16.0.0/12')),
	cluster(
		'reserved-range',
		'virtualNetworks: [▶{ name: v, addressSpace: { addressPrefixes: [192.0.2.0/24] } }]'
	),
	cluster('service-range-in-network', profile('serviceCidr: ▶10.230.0.0/16')),
	cluster('service-range-too-large', profile('serviceCidr: ▶10.0.0.0/12')),
	cluster('dns-address', profile('dnsServiceIP: ▶10.1.0.10')),
	cluster('dns-address', profile('dnsServiceIP: ▶10.0.0.1')),
	cluster(
		'next-hop',
		'routeTables: [{ name: t, routes: [{ name: r, addressPrefix: 0.0.0.0/0, nextHopType: ▶VirtualAppliance }] }]'
	),
	cluster(
		'next-hop',
		'routeTables: [{ name: t, routes: [{ name: r, addressPrefix: 0.0.0.0/0, nextHopType: Internet, ▶nextHopIpAddress: 10.0.0.4 }] }]'
	),
	cluster(
		'unknown-reference',
		'packetwalk: { hosts: [{ name: a, kind: vm, address: ▶10.9.9.9 }] }'
	),
	cluster('load-balancer-basic', profile('loadBalancerSku: ▶basic')),
	cluster('model-not-modelled', profile('networkPlugin: ▶none')),
	cluster('model-not-modelled', pool(', ▶podSubnetId: /subnets/pods')),
	cluster('dataplane-not-modelled', profile('networkDataplane: ▶cilium')),
	cluster('dataplane-not-modelled', profile('kubeProxyConfig: { mode: ▶IPVS }')),
	cluster('policy-engine-not-modelled', profile('networkPlugin: azure, networkPolicy: ▶cilium')),
	cluster('outbound-not-modelled', profile('outboundType: ▶userDefinedRouting')),
	cluster('rule-not-modelled', rule(', ▶sourceApplicationSecurityGroups: [{ id: /x/asg }]')),
	cluster(
		'rule-not-modelled',
		'routeTables: [{ name: t, routes: [{ name: r, addressPrefix: ▶AzureCloud, nextHopType: Internet }] }]'
	),
	cluster('combination-refused', profile('networkPlugin: kubenet, networkPolicy: ▶azure')),
	cluster('combination-refused', profile('networkPolicy: ▶cilium')),
	cluster(
		'duplicate-address',
		'packetwalk: { hosts: [{ name: a, kind: vm, address: 10.224.9.9 }, { name: b, kind: vm, address: ▶10.224.9.9 }] }'
	),
	cluster(
		'address-outside-range',
		'packetwalk: { hosts: [{ name: a, kind: vm, address: ▶10.9.9.9, subnet: aks-subnet }] }'
	)
];

const podAt = (name: string, ip: string, more = ''): string =>
	pod(name, more).replace(/ }\n/, `, status: { podIP: ${ip} } }\n`);
const node = (name: string, more: string): string =>
	`{ apiVersion: v1, kind: Node, metadata: { name: ${name} }${more} }\n---\n`;

const settled: readonly Example[] = [
	manifests('model-overridden', `▶${podAt('p', '10.244.0.4')}`, { model: 'kubenet' }),
	manifests('node-not-listed', pod('p', 'nodeName: ▶node-x')),
	manifests('address-outside-range', podAt('p', '▶10.9.9.9')),
	manifests('address-outside-range', `▶${node('node-a', ', spec: { podCIDR: 10.9.0.0/24 }')}`),
	manifests(
		'address-outside-range',
		`▶${node('node-a', ', status: { addresses: [{ type: InternalIP, address: 10.9.0.4 }] }')}`
	),
	manifests('duplicate-address', podAt('p', '10.244.0.9') + podAt('q', '▶10.244.0.9')),
	manifests(
		'duplicate-address',
		`${node('node-a', ', spec: { podCIDR: 10.244.0.0/24 }')}▶${node('node-b', ', spec: { podCIDR: 10.244.0.0/24 }')}`
	),
	cluster(
		'range-exhausted',
		'networkProfile: { podCidr: 10.244.0.0/23 }\nagentPoolProfiles: [▶{ name: a, count: 3 }]'
	),
	cluster(
		'range-exhausted',
		'networkProfile: { networkPlugin: azure }\nvirtualNetworks: [{ name: v, subnets: [{ name: a, addressPrefix: 10.224.0.0/26 }] }]\nagentPoolProfiles: [▶{ name: a, count: 2 }]'
	),
	manifests(
		'dataplane-not-modelled',
		node('node-a', '').replace(
			'name: node-a',
			'name: node-a, labels: { kubernetes.io/os: ▶windows }'
		)
	),
	manifests('pod-unplaceable', pod('p', 'nodeSelector: ▶{ disk: ssd }')),
	manifests('cluster-ip-outside-range', service('s', 'clusterIP: ▶10.1.0.5')),
	manifests(
		'cluster-ip-taken',
		service('s', 'clusterIP: 10.0.0.50') + service('t', 'clusterIP: ▶10.0.0.50')
	),
	manifests('cluster-ip-taken', service('s', 'clusterIP: ▶10.0.0.10')),
	manifests('cluster-ip-taken', service('s', 'clusterIP: ▶10.0.0.1')),
	manifests(
		'node-port-taken',
		service('s', 'type: NodePort', '[{ port: 80, nodePort: 30080 }]') +
			service('t', 'type: NodePort', '[▶{ port: 80, nodePort: 30080 }]')
	),
	manifests(
		'frontend-outside-subnet',
		`{ apiVersion: v1, kind: Service, metadata: { name: s, annotations: { service.beta.kubernetes.io/azure-load-balancer-internal: "true", service.beta.kubernetes.io/azure-load-balancer-ipv4: ▶10.9.0.9 } }, spec: { type: LoadBalancer, ports: [{ port: 80 }] } }`
	),
	manifests(
		'frontend-taken',
		`${service('s', 'type: LoadBalancer, loadBalancerIP: 198.51.100.20')}${service('t', 'type: LoadBalancer, loadBalancerIP: ▶198.51.100.20')}`
	),
	manifests(
		'load-balancer-class',
		service('s', 'type: LoadBalancer, loadBalancerClass: ▶example.com/other')
	),
	manifests('service-selects-nothing', service('s', 'selector: ▶{ app: wep }')),
	manifests('service-without-endpoints', `▶${service('s', '')}`),
	manifests(
		'service-without-endpoints',
		`▶${service('s', 'selector: { app: web }')}${pod('p').replace(/ }\n/, ', status: { conditions: [{ type: Ready, status: "False" }] } }\n')}`
	),
	manifests(
		'target-port-unknown',
		service('s', 'selector: { app: web }', '[▶{ port: 80, targetPort: http }]') + pod('p')
	),
	manifests(
		'slice-without-service',
		'▶{ apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: s, labels: { kubernetes.io/service-name: gone } }, addressType: IPv4, endpoints: [] }'
	),
	manifests(
		'policy-without-engine',
		pod('p') + policy('podSelector: {}').replace('{ apiVersion', '▶{ apiVersion')
	),
	manifests('policy-selects-nothing', policy('podSelector: ▶{ matchLabels: { app: nothing } }')),
	manifests(
		'peer-selects-nothing',
		pod('p') +
			policy(
				'podSelector: {}, ingress: [{ from: [▶{ podSelector: { matchLabels: { app: nothing } } }] }]'
			)
	),
	manifests(
		'peer-selects-nothing',
		pod('p') +
			policy(
				'podSelector: {}, ingress: [{ from: [▶{ namespaceSelector: { matchLabels: { team: x } } }] }]'
			)
	),
	manifests(
		'namespace-label-empty',
		pod('p') +
			policy(
				'podSelector: {}, ingress: [{ from: [{ namespaceSelector: ▶{ matchLabels: { default: "" } } }] }]'
			)
	)
];

export const examples: readonly Example[] = [
	...text,
	...fields,
	...objects,
	...clusters,
	...settled
];
