import { defaultCluster, read } from '#engine/load/index.ts';
import type { Cluster } from '#engine/world.ts';
import { describe, expect, test } from 'vitest';
import { yaml } from './given.ts';

const load = (text: string) => read({ manifests: {}, cluster: { file: 'cluster.yaml', text } });
const cluster = (text: string): Cluster => load(text).cluster;

test('without a file it is the default cluster', () => {
	expect(read({ manifests: {} }).cluster).toEqual(defaultCluster('overlay'));
	expect(defaultCluster()).toMatchObject({
		model: 'overlay',
		dataplane: 'iptables',
		policyEngine: 'none',
		podCIDR: '10.244.0.0/16',
		serviceCIDR: '10.0.0.0/16',
		dnsServiceIP: '10.0.0.10',
		outboundType: 'loadBalancer',
		pools: [{ name: 'nodepool1', count: 3, maxPods: 250, subnet: 'aks-subnet' }],
		virtualNetworks: [
			{
				name: 'aks-vnet',
				prefixes: ['10.224.0.0/12'],
				managed: true,
				subnets: [{ name: 'aks-subnet', prefix: '10.224.0.0/16' }]
			}
		],
		source: { file: '(default cluster)', line: 1, column: 1 }
	});
	expect(defaultCluster('node-subnet').pools[0]!.maxPods).toBe(30);
});

test.each([
	['', 'overlay'],
	['networkProfile: {}', 'overlay'],
	['networkProfile: { networkPlugin: azure }', 'node-subnet'],
	['networkProfile: { networkPlugin: azure, networkPluginMode: Overlay }', 'overlay'],
	['networkProfile: { networkPluginMode: overlay }', 'overlay'],
	['NETWORKPROFILE: { NetworkPlugin: Kubenet }', 'kubenet'],
	['properties: { networkProfile: { networkPlugin: kubenet } }', 'kubenet'],
	[
		'{"properties": {"networkProfile": {"networkPlugin": "azure", "networkPluginMode": null}}}',
		'node-subnet'
	],
	['[{"networkProfile": {"networkPlugin": "kubenet"}}]', 'kubenet']
])('model of %s (1.2)', (text, model) => {
	const { cluster, problems } = load(text);
	expect(problems).toEqual([]);
	expect(cluster.model).toBe(model);
});

test.each([
	['kubenet', 110],
	['azure', 30]
])('maxPods of %s by default (2.13)', (plugin, maxPods) => {
	const text = `networkProfile: { networkPlugin: ${plugin} }\nagentPoolProfiles: [{ name: a, count: 2 }, { name: b, count: 1, maxPods: 50 }]`;
	expect(cluster(text).pools.map((pool) => pool.maxPods)).toEqual([maxPods, 50]);
});

test('dual stack: the IPv4 ranges are taken, the others listed', () => {
	const { cluster, ignored } = load(
		'networkProfile: { podCidrs: [10.100.0.0/16, "fd00::/64"], serviceCidr: 10.1.0.0/16, serviceCidrs: [10.1.0.0/16, "fd01::/108"] }'
	);
	expect(cluster).toMatchObject({
		podCIDR: '10.100.0.0/16',
		serviceCIDR: '10.1.0.0/16',
		dnsServiceIP: '10.1.0.10'
	});
	expect(ignored.map(({ what }) => what)).toEqual([
		'networkProfile.podCidrs[1] fd00::/64',
		'networkProfile.serviceCidrs[1] fd01::/108'
	]);
});

test('Cilium brings its own policy engine (1.59)', () => {
	expect(cluster('networkProfile: { networkDataplane: cilium }')).toMatchObject({
		dataplane: 'cilium',
		policyEngine: 'cilium'
	});
});

const around = yaml`
	agentPoolProfiles:
	- name: nodes
	  count: 1
	  vnetSubnetID: /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/hub/subnets/nodes
	virtualNetworks:
	- name: hub
	  properties:
	    addressSpace: { addressPrefixes: [10.1.0.0/16] }
	    subnets:
	    - name: nodes
	      properties:
	        addressPrefix: 10.1.0.0/24
	        networkSecurityGroup: { id: /subscriptions/s/providers/Microsoft.Network/networkSecurityGroups/guard }
	        routeTable: { id: /x/y/out }
	    - { name: vms, addressPrefixes: [10.1.1.0/24] }
	networkSecurityGroups:
	- name: guard
	  properties:
	    securityRules:
	    - name: web
	      properties: { priority: 200, direction: inbound, access: allow, protocol: TCP, sourceAddressPrefix: Internet, destinationAddressPrefixes: [10.1.0.0/24, 10.9.9.9], destinationPortRanges: [80, 443, 8000-8010] }
	    - { name: rest, priority: 300, direction: Inbound, access: Deny, protocol: "*" }
	routeTables:
	- name: out
	  routes:
	  - { name: all, addressPrefix: 0.0.0.0/0, nextHopType: virtualAppliance, nextHopIpAddress: 10.1.2.4 }
	  - { name: stay, addressPrefix: 10.1.0.0/16, nextHopType: VnetLocal }
	packetwalk:
	  kubeProxy: { clusterCIDR: 10.244.0.0/16, masqueradeAll: true, randomFully: false, localhostNodePorts: false }
	  ipMasq: { nonMasqueradeCIDRs: [10.244.0.0/16], masqLinkLocal: false }
	  bridge: { hairpin: veth }
	  hosts:
	  - { name: client, kind: internet, address: 203.0.113.77 }
	  - { name: db, kind: vm, address: 10.1.1.4, listens: [5432, { port: 53, protocol: UDP }] }
	  - { name: quiet, kind: vm, address: 10.1.1.5, subnet: vms, listens: [] }
`;

describe('the network around', () => {
	const { cluster, problems, ignored } = load(around);

	test('is read from flat and from nested objects, without a word', () => {
		expect(problems).toEqual([]);
		expect(ignored).toEqual([]);
		expect(cluster.virtualNetworks).toMatchObject([
			{
				name: 'hub',
				prefixes: ['10.1.0.0/16'],
				managed: false,
				subnets: [
					{
						name: 'nodes',
						prefix: '10.1.0.0/24',
						securityGroup: 'guard',
						routeTable: 'out',
						source: { line: 10, column: 7 }
					},
					{ name: 'vms', prefix: '10.1.1.0/24', securityGroup: null, routeTable: null }
				]
			}
		]);
		expect(cluster.pools).toMatchObject([{ name: 'nodes', subnet: 'nodes' }]);
	});

	test('security rules', () => {
		expect(cluster.securityGroups).toMatchObject([
			{
				name: 'guard',
				rules: [
					{
						name: 'web',
						priority: 200,
						direction: 'inbound',
						access: 'Allow',
						protocol: 'tcp',
						sources: ['Internet'],
						destinations: ['10.1.0.0/24', '10.9.9.9'],
						sourcePorts: ['*'],
						destinationPorts: ['80', '443', '8000-8010']
					},
					{ name: 'rest', protocol: '*', sources: ['*'], destinationPorts: ['*'] }
				]
			}
		]);
	});

	test('routes', () => {
		expect(cluster.routeTables[0]!.routes).toMatchObject([
			{ name: 'all', prefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIP: '10.1.2.4' },
			{ name: 'stay', nextHopType: 'VirtualNetwork', nextHopIP: null }
		]);
	});

	test('settings and hosts', () => {
		expect(cluster.settings).toEqual({
			clusterCIDR: '10.244.0.0/16',
			masqueradeAll: true,
			randomFully: false,
			localhostNodePorts: false,
			nonMasqueradeCIDRs: ['10.244.0.0/16'],
			masqLinkLocal: false,
			hairpin: 'veth'
		});
		expect(cluster.hosts).toMatchObject([
			{ kind: 'internet-host', name: 'client', subnet: null, listens: null },
			{
				kind: 'vm',
				name: 'db',
				subnet: 'vms',
				listens: [
					{ port: 5432, protocol: 'tcp' },
					{ port: 53, protocol: 'udp' }
				]
			},
			{ kind: 'vm', name: 'quiet', subnet: 'vms', listens: [] }
		]);
	});
});

test("a network is AKS's own unless a pool names its subnet (7.13)", () => {
	const networks =
		'virtualNetworks: [{ name: v, subnets: [{ name: a, addressPrefix: 10.224.0.0/16 }] }, { name: w, subnets: [{ name: b, addressPrefix: 10.3.0.0/16 }] }]\n';
	const managed = (text: string) =>
		cluster(networks + text).virtualNetworks.map((network) => network.managed);
	expect(managed('')).toEqual([true, false]);
	expect(managed('agentPoolProfiles: [{ name: a, count: 1, vnetSubnetId: a }]')).toEqual([
		false,
		false
	]);
});

test('Windows pools are set aside', () => {
	const { cluster, ignored } = load(
		'agentPoolProfiles: [{ name: a, count: 1 }, { name: win, count: 1, osType: Windows }]'
	);
	expect(cluster.pools.map(({ name }) => name)).toEqual(['a']);
	expect(ignored).toMatchObject([{ what: 'node pool win' }]);
});

test('settings may be given below a pasted dump', () => {
	expect(cluster('name: shop\n---\npacketwalk: { bridge: { hairpin: none } }')).toMatchObject({
		name: 'shop',
		settings: { hairpin: 'none' }
	});
});
