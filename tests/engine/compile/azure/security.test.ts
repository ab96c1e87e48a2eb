import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { allowRuleName } from '#engine/compile/azure/service-rules.ts';
import { compile } from '#engine/compile/index.ts';
import type { SecurityGroup, Service, VirtualNetwork } from '#engine/world.ts';
import { balanced, cluster, endpoint, line, network, port, subnet, world } from '../worlds.ts';

const ports = [port([endpoint('10.244.0.4')], { nodePort: 30086 })];
const front = (ip: string, internal = false): Service['frontends'] => [
	{ ip, ipMode: 'VIP', internal }
];
const annotated = (name: string, value: string) => ({
	[`service.beta.kubernetes.io/${name}`]: value
});
const nameFor = (text: string) =>
	`k8s-azure-lb_allow_IPv4_${createHash('md5').update(text).digest('hex')}`;

function networkOf(
	services: readonly Service[],
	own: VirtualNetwork = network,
	groups: readonly SecurityGroup[] = []
) {
	return compile(
		world('overlay', {
			services,
			cluster: cluster('overlay', { virtualNetworks: [own], securityGroups: groups })
		})
	);
}

/** The rules that AKS wrote for Services, in short. */
function written(...services: readonly Service[]) {
	const { groups } = networkOf(services);
	const [group] = [...groups.values()];
	return group!.rules
		.filter(({ name }) => name.startsWith('k8s-azure-lb'))
		.map((rule) =>
			[
				rule.priority,
				rule.access,
				rule.protocol,
				rule.sources.join(),
				rule.destinations.join(),
				rule.destinationPorts.join()
			].join(' ')
		);
}

describe('where groups stand (7.13)', () => {
	test('on a managed network: on the subnet', () => {
		const made = networkOf([]);
		expect(made.subnets.get('aks-subnet')!.securityGroup).toMatch(/^aks-agentpool-\d{8}-nsg$/);
		expect(made.nics.get('n1')!.securityGroup).toBeNull();
		expect(made.groups.has(made.subnets.get('aks-subnet')!.securityGroup!)).toBe(true);
	});

	test("on the user's own: on the cards, beside the user's on the subnet", () => {
		const own = { ...network, managed: false, subnets: [{ ...subnet, securityGroup: 'mine' }] };
		const made = networkOf([balanced('web', ports)], own, [{ name: 'mine', rules: [] }]);
		expect(made.subnets.get('aks-subnet')!.securityGroup).toBe('mine');
		const onCards = made.nics.get('n1')!.securityGroup!;
		expect(onCards).toMatch(/^aks-agentpool-\d{8}-nsg$/);
		expect(made.groups.get('mine')!.rules).toHaveLength(6);
		expect(made.groups.get(onCards)!.rules).toHaveLength(7);
	});
});

test('six default rules stand at the end of every group (7.1, 7.2)', () => {
	const [group] = [...networkOf([]).groups.values()];
	expect(group!.rules.map(({ priority, name }) => `${priority} ${name}`)).toEqual([
		'65000 AllowVnetInBound',
		'65000 AllowVnetOutBound',
		'65001 AllowAzureLoadBalancerInBound',
		'65001 AllowInternetOutBound',
		'65500 DenyAllInBound',
		'65500 DenyAllOutBound'
	]);
	for (const { because, direction } of group!.rules)
		expect(because).toMatchObject({
			code: 'security-default-rule',
			fact: direction === 'inbound' ? '7.1' : '7.2'
		});
});

test("the user's rules stand by priority, with their lines", () => {
	const group: SecurityGroup = {
		name: 'mine',
		rules: [300, 200].map((priority) => ({
			name: `r${priority}`,
			priority,
			direction: 'inbound',
			access: 'Deny',
			protocol: '*',
			sources: ['*'],
			destinations: ['*'],
			sourcePorts: ['*'],
			destinationPorts: ['*'],
			source: line(priority, 'cluster.yaml')
		}))
	};
	const { groups } = networkOf([], { ...network, managed: false }, [group]);
	const [first] = groups.get('mine')!.rules;
	expect(first).toMatchObject({
		name: 'r200',
		because: { code: 'security-rule', source: line(200, 'cluster.yaml') }
	});
});

describe('names (3.37)', () => {
	test('the digest covers protocol, sources and ports', () => {
		expect(allowRuleName('tcp', ['Internet'], ['80'])).toBe(nameFor('Tcp_Internet_80'));
		expect(allowRuleName('udp', ['b', 'a'], ['53', '443'])).toBe(nameFor('Udp_a,b_443,53'));
		expect(allowRuleName('sctp', ['Internet'], ['80'])).toBe(nameFor('*_Internet_80'));
	});
});

describe('rules for LoadBalancer Services', () => {
	const web = balanced('web', ports, { frontends: front('198.51.100.10') });

	test('a public one is open to the internet, at its frontend and port (3.37, 3.38)', () => {
		expect(written(web)).toEqual(['500 Allow tcp Internet 198.51.100.10 80']);
		const [rule] = [...networkOf([web]).groups.values()][0]!.rules;
		expect(rule).toMatchObject({
			direction: 'inbound',
			because: { code: 'security-rule', fact: '3.37', source: line(40) }
		});
	});

	test('equal sources and ports share a rule; others take the next number', () => {
		const api = balanced('api', ports, { frontends: front('198.51.100.9') });
		const dns = balanced('dns', [port([], { port: 53, protocol: 'udp' })], {
			frontends: front('198.51.100.11')
		});
		expect(written(web, api, dns)).toEqual([
			'500 Allow tcp Internet 198.51.100.10,198.51.100.9 80',
			'501 Allow udp Internet 198.51.100.11 53'
		]);
	});

	test('one rule for all ports of a protocol', () => {
		const two = balanced('web', [...ports, port([], { name: 'https', port: 443 })], {
			frontends: front('198.51.100.10')
		});
		expect(written(two)).toEqual(['500 Allow tcp Internet 198.51.100.10 443,80']);
	});

	test('an internal one needs none (3.40)', () => {
		expect(written(balanced('web', ports, { frontends: front('10.224.0.250', true) }))).toEqual([]);
	});

	test('source ranges take the place of the internet', () => {
		expect(
			written({ ...web, loadBalancerSourceRanges: ['203.0.113.0/24', '192.0.2.0/24'] })
		).toEqual(['500 Allow tcp 203.0.113.0/24,192.0.2.0/24 198.51.100.10 80']);
	});

	test('an internal one with ranges: not enforced unless the rest is denied (3.41)', () => {
		const guarded = balanced('web', ports, {
			frontends: front('10.224.0.250', true),
			loadBalancerSourceRanges: ['10.0.0.0/8']
		});
		expect(written(guarded)).toEqual(['500 Allow tcp 10.0.0.0/8 10.224.0.250 80']);
		const annotations = annotated('azure-deny-all-except-load-balancer-source-ranges', 'true');
		expect(written({ ...guarded, annotations })).toEqual([
			'500 Allow tcp 10.0.0.0/8 10.224.0.250 80',
			'4095 Deny * * 10.224.0.250 *'
		]);
	});

	test('allowed ranges and tags of the annotations', () => {
		expect(
			written({ ...web, annotations: annotated('azure-allowed-ip-ranges', '203.0.113.0/24') })
		).toEqual(['500 Allow tcp 203.0.113.0/24 198.51.100.10 80']);
		expect(
			written({
				...web,
				annotations: annotated('azure-allowed-service-tags', 'AzureCloud, Storage')
			})
		).toEqual([
			'500 Allow tcp AzureCloud 198.51.100.10 80',
			'501 Allow tcp Storage 198.51.100.10 80'
		]);
	});

	test('both lists of ranges are refused (3.43)', () => {
		expect(
			written({
				...web,
				loadBalancerSourceRanges: ['192.0.2.0/24'],
				annotations: annotated('azure-allowed-ip-ranges', '203.0.113.0/24')
			})
		).toEqual([]);
	});

	test('an invalid range closes the Service (3.42)', () => {
		expect(written({ ...web, loadBalancerSourceRanges: ['203.0.113.7/24'] })).toEqual([
			'4095 Deny * * 198.51.100.10 *'
		]);
	});

	test('without floating IP the nodes are the destination, at the node port (3.39)', () => {
		const annotations = annotated('azure-disable-load-balancer-floating-ip', 'true');
		expect(written({ ...web, annotations })).toEqual([
			'500 Allow tcp Internet 10.224.0.4,10.224.0.5,10.224.0.6 30086'
		]);
	});

	test("rule management can be switched off (3.46), and another class is somebody else's", () => {
		expect(
			written({ ...web, annotations: annotated('azure-disable-load-balancer-nsg-rule', 'true') })
		).toEqual([]);
		expect(written({ ...web, loadBalancerClass: 'example.com/other' })).toEqual([]);
	});

	test('a rule that a listing already holds is kept, with its number', () => {
		const own = {
			...network,
			subnets: [{ ...subnet, securityGroup: 'aks-agentpool-12345678-nsg' }]
		};
		const given: SecurityGroup = {
			name: 'aks-agentpool-12345678-nsg',
			rules: [
				{
					name: nameFor('Tcp_Internet_80'),
					priority: 507,
					direction: 'inbound',
					access: 'Allow',
					protocol: 'tcp',
					sources: ['Internet'],
					destinations: ['198.51.100.10'],
					sourcePorts: ['*'],
					destinationPorts: ['80']
				}
			]
		};
		const { rules } = networkOf([web], own, [given]).groups.get(given.name)!;
		expect(
			rules.filter(({ priority }) => priority < 65000).map(({ priority }) => priority)
		).toEqual([507]);
	});
});
