/** The cluster that is meant where no file says otherwise (DESIGN.md, section 8). */
import { modelOf } from '../../models/index.ts';
import type { Source } from '../../types.ts';
import type { AgentPool, Cluster, ModelId, Settings, VirtualNetwork } from '../../world.ts';

const source: Source = { file: '(default cluster)', line: 1, column: 1 };

export const defaults = {
	name: 'aks',
	nodeResourceGroup: 'MC_aks',
	podCIDR: '10.244.0.0/16', // 1.15
	serviceCIDR: '10.0.0.0/16', // 2.15
	dnsServiceIP: '10.0.0.10', // 2.20
	outboundType: 'loadBalancer',
	networkPrefix: '10.224.0.0/12',
	nodeCount: 3
} as const;

export const defaultSettings: Settings = {
	clusterCIDR: null,
	masqueradeAll: false,
	randomFully: true, // A1: wherever iptables supports it
	localhostNodePorts: true, // A1
	nonMasqueradeCIDRs: null,
	masqLinkLocal: true, // 5.4
	hairpin: 'promisc' // A3
};

export const defaultPool = (model: ModelId, source: Source): AgentPool => ({
	name: 'nodepool1',
	count: defaults.nodeCount,
	maxPods: modelOf(model).defaultMaxPods,
	subnet: 'aks-subnet',
	source
});

export const defaultNetwork = (source: Source): VirtualNetwork => ({
	name: 'aks-vnet',
	prefixes: [defaults.networkPrefix],
	subnets: [
		{ name: 'aks-subnet', prefix: '10.224.0.0/16', securityGroup: null, routeTable: null, source }
	],
	managed: true,
	source
});

export const defaultCluster = (model: ModelId = 'overlay'): Cluster => ({
	name: defaults.name,
	nodeResourceGroup: defaults.nodeResourceGroup,
	model,
	dataplane: 'iptables',
	policyEngine: 'none', // 9.13
	podCIDR: defaults.podCIDR,
	serviceCIDR: defaults.serviceCIDR,
	dnsServiceIP: defaults.dnsServiceIP,
	outboundType: defaults.outboundType,
	pools: [defaultPool(model, source)],
	virtualNetworks: [defaultNetwork(source)],
	securityGroups: [],
	routeTables: [],
	hosts: [],
	names: [],
	settings: defaultSettings,
	source,
	where: {}
});
