import { describe, expect, test } from 'vitest';
import type { Service, World } from '#engine/world.ts';
import { allRules, chainOf, chainsFor, codesOf, linesOf, rulesOf, targetsOf } from './rules.ts';
import {
	balanced,
	cluster,
	endpoint,
	endpointOf,
	line,
	pod,
	port,
	service,
	settings
} from './worlds.ts';

const here = pod('a', 'n1', '10.244.0.4', { source: line(11) });
const there = pod('b', 'n2', '10.244.1.4', { source: line(12) });
const both = [endpointOf(here), endpointOf(there)];

const withService = (one: Service, more: Partial<World> = {}) =>
	rulesOf({ pods: [here, there], services: [one], ...more });
const where = {
	'spec.externalTrafficPolicy': line(51),
	'spec.internalTrafficPolicy': line(52),
	'spec.loadBalancerSourceRanges': line(53)
};

describe('ClusterIP', () => {
	const rules = withService(service('web', [port(both)]));
	const { cluster: chain } = chainsFor('web');

	test('is caught by one rule, whose reason points at the port', () => {
		const [rule] = chainOf(rules, 'nat', 'KUBE-SERVICES').rules;
		expect(rule!.target).toEqual({ kind: 'jump', chain });
		expect(rule!.because).toMatchObject({
			code: 'service-cluster-ip',
			source: line(30),
			certainty: 'documented'
		});
	});

	test('its chain marks outsiders, then balances', () => {
		expect(codesOf(rules, 'nat', chain)).toEqual([
			'masquerade-mark-outside-cluster',
			'service-balance',
			'service-balance'
		]);
		expect(linesOf(rules, 'nat', chain)[0]).toBe(
			'! -s 10.244.0.0/16 -d 10.0.1.1/32 -p tcp -m comment --comment "shop/web:http cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ'
		);
	});

	test('each endpoint marks its own calls, then translates', () => {
		const [sep] = chainOf(rules, 'nat', chain).rules.flatMap(({ target, choice }) =>
			choice && target.kind === 'jump' ? [target.chain] : []
		);
		expect(codesOf(rules, 'nat', sep!)).toEqual(['masquerade-mark-hairpin', 'service-endpoint']);
		expect(chainOf(rules, 'nat', sep!).rules[1]!.target).toEqual({
			kind: 'dnat',
			address: '10.244.0.4',
			port: 8080
		});
	});

	test('it is not reachable from outside: no other rule of any table names it', () => {
		expect(linesOf(rules, 'nat', 'KUBE-NODEPORTS')).toEqual([]);
		expect(linesOf(rules, 'filter', 'KUBE-EXTERNAL-SERVICES')).toEqual([]);
	});
});

describe('masquerade at a ClusterIP', () => {
	const chain = chainsFor('web').cluster;
	const withSettings = (more: Partial<typeof settings>) =>
		withService(service('web', [port(both)]), {
			cluster: cluster('overlay', {
				settings: { ...settings, ...more },
				where: { 'packetwalk.kubeProxy.clusterCIDR': line(7, 'cluster.yaml') }
			})
		});

	test('masquerade-all marks everybody', () => {
		const rules = withSettings({ masqueradeAll: true });
		expect(codesOf(rules, 'nat', chain)[0]).toBe('masquerade-mark-all');
		expect(linesOf(rules, 'nat', chain)[0]).not.toContain('! -s');
	});

	test('a given cluster CIDR is taken, and is the reason', () => {
		const [rule] = chainOf(withSettings({ clusterCIDR: '10.0.0.0/8' }), 'nat', chain).rules;
		expect(rule!.match[0]).toEqual({ kind: 'source', cidr: '10.0.0.0/8', not: true });
		expect(rule!.because!.source).toEqual(line(7, 'cluster.yaml'));
	});

	test('on a flat network the range is the node subnet, which is not certain', () => {
		const rules = rulesOf({ services: [service('web', [port(both)])] }, 'n1', 'node-subnet');
		const [rule] = chainOf(rules, 'nat', chain).rules;
		expect(rule!.match[0]).toMatchObject({ cidr: '10.224.0.0/16' });
		expect(rule!.because!.certainty).toBe('inference');
	});
});

describe('no endpoints', () => {
	const rules = withService(
		balanced('web', [port([], { nodePort: 30086 })], { where: { 'spec.selector': line(50) } })
	);

	test('nothing is caught, everything is refused', () => {
		expect(linesOf(rules, 'nat', 'KUBE-SERVICES')).toHaveLength(1);
		expect(linesOf(rules, 'nat', 'KUBE-NODEPORTS')).toEqual([]);
		expect(codesOf(rules, 'filter', 'KUBE-SERVICES')).toEqual(['service-no-endpoints']);
		expect(linesOf(rules, 'filter', 'KUBE-EXTERNAL-SERVICES')).toEqual([
			'-d 198.51.100.10/32 -p tcp -m comment --comment "shop/web:http has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable',
			'-p tcp -m comment --comment "shop/web:http has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30086 -j REJECT --reject-with icmp-port-unreachable'
		]);
	});

	test('the reason points at the selector', () => {
		expect(chainOf(rules, 'filter', 'KUBE-SERVICES').rules[0]!.because!.source).toEqual(line(50));
	});

	test('an endpoint that is not ready is none', () => {
		const notReady = withService(
			service('web', [port([endpointOf(here, { ready: false, serving: false })])])
		);
		expect(codesOf(notReady, 'filter', 'KUBE-SERVICES')).toEqual(['service-no-endpoints']);
	});
});

describe('externalTrafficPolicy', () => {
	const made = (more: Partial<Service>) =>
		balanced('web', [port(both, { nodePort: 30086 })], { where, ...more });
	const { external, local, cluster: toAll } = chainsFor('web');

	test('Cluster: marked, then everywhere; the reason points at the policy', () => {
		const rules = withService(made({}));
		expect(targetsOf(rules, 'nat', external)).toEqual(['KUBE-MARK-MASQ', toAll]);
		expect(chainOf(rules, 'nat', external).rules[0]!.because).toMatchObject({
			code: 'masquerade-mark-external',
			fact: '3.7',
			source: line(51)
		});
		expect(rules.nat.has(local)).toBe(false);
	});

	test('Local with an endpoint here: pods and the node go everywhere, others stay here unmarked (3.10)', () => {
		const rules = withService(made({ externalTrafficPolicy: 'Local' }));
		expect(targetsOf(rules, 'nat', external)).toEqual([toAll, 'KUBE-MARK-MASQ', toAll, local]);
		expect(codesOf(rules, 'nat', external)).toEqual([
			'service-short-cut',
			'masquerade-mark-local',
			'service-short-cut',
			null
		]);
		expect(codesOf(rules, 'nat', local)).toEqual(['service-only-endpoint']);
		expect(linesOf(rules, 'filter', 'KUBE-EXTERNAL-SERVICES')).toEqual([]);
	});

	test('Local without one: the way ends, and the filter table drops', () => {
		const rules = rulesOf(
			{ pods: [here, there], services: [made({ externalTrafficPolicy: 'Local' })] },
			'n3'
		);
		expect(targetsOf(rules, 'nat', external)).toEqual([toAll, 'KUBE-MARK-MASQ', toAll]);
		expect(rules.nat.has(local)).toBe(false);
		expect(codesOf(rules, 'filter', 'KUBE-EXTERNAL-SERVICES')).toEqual([
			'service-no-local-endpoints',
			'service-no-local-endpoints'
		]);
		expect(chainOf(rules, 'filter', 'KUBE-EXTERNAL-SERVICES').rules[0]!.because!.source).toEqual(
			line(51)
		);
		expect(codesOf(rules, 'filter', 'KUBE-SERVICES')).toEqual([]);
	});

	test('the frontend and the node port lead to the same chain', () => {
		const rules = withService(made({}));
		expect(codesOf(rules, 'nat', 'KUBE-SERVICES')).toEqual([
			'service-cluster-ip',
			'service-load-balancer-ip',
			null
		]);
		expect(targetsOf(rules, 'nat', 'KUBE-SERVICES').slice(0, 2)).toEqual([toAll, external]);
		expect(targetsOf(rules, 'nat', 'KUBE-NODEPORTS')).toEqual([external]);
		expect(codesOf(rules, 'nat', 'KUBE-NODEPORTS')).toEqual(['service-node-port']);
	});
});

describe('internalTrafficPolicy Local (3.8)', () => {
	const one = service('web', [port(both)], { internalTrafficPolicy: 'Local', where });

	test('with an endpoint here, the ClusterIP leads to it alone', () => {
		const rules = withService(one);
		const { local, cluster: toAll } = chainsFor('web');
		expect(targetsOf(rules, 'nat', 'KUBE-SERVICES')[0]).toBe(local);
		expect(codesOf(rules, 'nat', local)).toEqual([
			'masquerade-mark-outside-cluster',
			'service-only-endpoint'
		]);
		expect(rules.nat.has(toAll)).toBe(false);
	});

	test('without one it drops', () => {
		const rules = rulesOf({ pods: [here, there], services: [one] }, 'n3');
		expect(codesOf(rules, 'filter', 'KUBE-SERVICES')).toEqual(['service-no-local-endpoints']);
		expect(chainOf(rules, 'filter', 'KUBE-SERVICES').rules[0]!.because!.source).toEqual(line(52));
		expect(targetsOf(rules, 'filter', 'KUBE-SERVICES')).toEqual(['DROP']);
	});
});

describe('loadBalancerSourceRanges (3.43)', () => {
	const { firewall, external } = chainsFor('web');
	const guarded = (ranges: readonly string[]) =>
		withService(
			balanced('web', [port(both, { nodePort: 30086 })], {
				loadBalancerSourceRanges: ranges,
				where
			})
		);

	test('the frontend is guarded, the node port is not', () => {
		const rules = guarded(['203.0.113.0/24']);
		expect(linesOf(rules, 'nat', firewall)).toEqual([
			`-s 203.0.113.0/24 -m comment --comment "shop/web:http loadbalancer IP" -j ${external}`,
			'-m comment --comment "other traffic to shop/web:http will be dropped by KUBE-PROXY-FIREWALL"'
		]);
		expect(targetsOf(rules, 'nat', 'KUBE-SERVICES')[1]).toBe(firewall);
		expect(targetsOf(rules, 'nat', 'KUBE-NODEPORTS')).toEqual([external]);
		expect(chainOf(rules, 'filter', 'KUBE-PROXY-FIREWALL').rules[0]!.because).toMatchObject({
			code: 'service-source-ranges',
			source: line(53)
		});
	});

	test('a range that holds the node lets it in with the frontend as source', () => {
		expect(linesOf(guarded(['10.224.0.0/16']), 'nat', firewall)[1]).toContain(
			'-s 198.51.100.10/32 '
		);
	});
});

describe('session affinity (3.9)', () => {
	const rules = withService(
		service('web', [port(both)], { sessionAffinity: 'ClientIP', affinityTimeout: 600 })
	);
	const chain = chainsFor('web').cluster;

	test('those who were here before are asked first', () => {
		expect(codesOf(rules, 'nat', chain)).toEqual([
			'masquerade-mark-outside-cluster',
			'service-affinity',
			'service-affinity',
			'service-balance',
			'service-balance'
		]);
		expect(linesOf(rules, 'nat', chain)[1]).toContain(
			'-m recent --rcheck --seconds 600 --reap --name KUBE-SEP-'
		);
	});

	test('who is sent to an endpoint is noted there', () => {
		const noted = allRules(rules).filter(({ match }) =>
			match.some(({ kind }) => kind === 'recent-set')
		);
		expect(noted.map(({ target }) => target.kind)).toEqual(['dnat', 'dnat']);
	});
});

describe('what gets no rules', () => {
	test.each([
		['headless', service('web', [port(both)], { clusterIP: null, headless: true })],
		[
			'ExternalName',
			service('web', [port([])], {
				type: 'ExternalName',
				clusterIP: null,
				externalName: 'example.com'
			})
		]
	])('%s', (_, one) => {
		const rules = withService(one);
		expect(linesOf(rules, 'nat', 'KUBE-SERVICES')).toHaveLength(1);
		expect(linesOf(rules, 'filter', 'KUBE-SERVICES')).toEqual([]);
	});

	test('a frontend of mode Proxy', () => {
		const rules = withService(
			balanced('web', [port(both)], {
				frontends: [{ ip: '198.51.100.10', ipMode: 'Proxy', internal: false }]
			})
		);
		expect(codesOf(rules, 'nat', 'KUBE-SERVICES')).toEqual(['service-cluster-ip', null]);
	});
});

test('an external IP is caught', () => {
	const rules = withService(
		service('web', [port(both)], { externalIPs: ['192.0.2.7', '2001:db8::7'] })
	);
	expect(codesOf(rules, 'nat', 'KUBE-SERVICES')).toEqual([
		'service-cluster-ip',
		'service-external-ip',
		null
	]);
});

test('the health check port is open where there is no endpoint, too (3.29)', () => {
	const local = balanced('web', [port(both, { nodePort: 30086 })], {
		externalTrafficPolicy: 'Local',
		healthCheckNodePort: 30500
	});
	for (const node of ['n1', 'n3'])
		expect(
			codesOf(rulesOf({ pods: [here, there], services: [local] }, node), 'filter', 'KUBE-NODEPORTS')
		).toEqual(['health-check-port']);
});

test('Services stand in the order of their keys, the node ports last', () => {
	const named = (name: string, ip: string) => service(name, [port(both)], { clusterIP: ip });
	const rules = rulesOf({
		services: [named('web', '10.0.1.1'), named('api', '10.0.1.2'), named('db', '10.0.1.3')]
	});
	expect(targetsOf(rules, 'nat', 'KUBE-SERVICES')).toEqual([
		chainsFor('api').cluster,
		chainsFor('db').cluster,
		chainsFor('web').cluster,
		'KUBE-NODEPORTS'
	]);
});

test('every sentence is short, ends, and has a fact behind it', () => {
	const rules = withService(
		balanced('a-rather-long-name', [port([...both, endpoint('10.244.2.9')], { nodePort: 30086 })], {
			externalTrafficPolicy: 'Local',
			internalTrafficPolicy: 'Local',
			sessionAffinity: 'ClientIP',
			loadBalancerSourceRanges: ['203.0.113.0/24'],
			healthCheckNodePort: 30500
		})
	);
	for (const { because } of allRules(rules)) {
		if (!because) continue;
		expect(because.says.split(/\s+/).length, because.says).toBeLessThanOrEqual(30);
		expect(because.says).toMatch(/\.$/);
		expect(because.fact).toMatch(/^(\d+\.\d+|A\d)$/);
	}
});
