/** NPM's chains and sets, held against what its own tests and dumps show (A5, 9.18). */
import { expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import { ruleText } from '#engine/iptables/print.ts';
import { read, settle } from '#engine/load/index.ts';
import type { NodeConfig } from '#engine/network.ts';

const pod = (name: string, app: string, node: number, more = '') => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${app} } }
spec: { nodeName: aks-nodepool1-00000${node}, ${more} containers: [{ name: a, image: a, ports: [{ name: http, containerPort: 8080 }] }] }
`;
const policy = (spec: string) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: ${spec}
`;

const nodes = (manifests: string): readonly NodeConfig[] => {
	const network = compile(
		settle(read({ manifests: { 'a.yaml': manifests } }), { policyEngine: 'azure' })
	);
	return [0, 1].map((n) => network.node(`aks-nodepool1-00000${n}`));
};
const chain = (node: NodeConfig, name: string): readonly string[] =>
	node.rules.filter.get(name)!.rules.map((rule) => ruleText({ name }, rule));
const members = (node: NodeConfig, comment: string) =>
	node.ipsets.find((set) => set.comment === comment)?.members;

const pods = pod('a', 'web', 0) + pod('b', 'api', 1) + pod('c', 'web', 1, 'hostNetwork: true,');
const app = (value: string) => `podSelector: { matchLabels: { app: ${value} } }`;

test('the jump stands directly behind the one to KUBE-SERVICES, for new packets only', () => {
	const [node] = nodes(pods + policy(`{ ${app('web')}, ingress: [] }`));
	const jumps = node!.rules.filter
		.get('FORWARD')!
		.rules.flatMap(({ target }) => (target.kind === 'jump' ? [target.chain] : []));
	expect(jumps).toEqual([
		'KUBE-PROXY-FIREWALL',
		'KUBE-FORWARD',
		'KUBE-SERVICES',
		'AZURE-NPM',
		'KUBE-EXTERNAL-SERVICES'
	]);
	expect(chain(node!, 'FORWARD')).toContain('-A FORWARD -m conntrack --ctstate NEW -j AZURE-NPM');
	expect(node!.rules.filter.get('INPUT')!.rules).toHaveLength(4);
});

test('the fixed chains, with marks that leave other bits alone', () => {
	const [node] = nodes(pods + policy(`{ ${app('web')}, policyTypes: [Ingress, Egress] }`));
	expect(chain(node!, 'AZURE-NPM')).toEqual([
		'-A AZURE-NPM -j AZURE-NPM-INGRESS',
		'-A AZURE-NPM -j AZURE-NPM-EGRESS',
		'-A AZURE-NPM -j AZURE-NPM-ACCEPT'
	]);
	expect(chain(node!, 'AZURE-NPM-INGRESS-ALLOW-MARK')).toEqual([
		'-A AZURE-NPM-INGRESS-ALLOW-MARK -m comment --comment "SET-INGRESS-ALLOW-MARK-0x200/0x200" -j MARK --set-xmark 0x200/0x200',
		'-A AZURE-NPM-INGRESS-ALLOW-MARK -j AZURE-NPM-EGRESS'
	]);
	expect(chain(node!, 'AZURE-NPM-INGRESS').at(-1)).toBe(
		'-A AZURE-NPM-INGRESS -m comment --comment "DROP-ON-INGRESS-DROP-MARK-0x400/0x400" -m mark --mark 0x400/0x400 -j DROP'
	);
	expect(chain(node!, 'AZURE-NPM-EGRESS').slice(-2)).toEqual([
		'-A AZURE-NPM-EGRESS -m comment --comment "DROP-ON-EGRESS-DROP-MARK-0x800/0x800" -m mark --mark 0x800/0x800 -j DROP',
		'-A AZURE-NPM-EGRESS -m comment --comment "ACCEPT-ON-INGRESS-ALLOW-MARK-0x200/0x200" -m mark --mark 0x200/0x200 -j AZURE-NPM-ACCEPT'
	]);
	expect(chain(node!, 'AZURE-NPM-ACCEPT')).toEqual(['-A AZURE-NPM-ACCEPT -j ACCEPT']);
});

test('without a policy the chain is empty, and nothing is asked', () => {
	const [node] = nodes(pods);
	expect(chain(node!, 'AZURE-NPM')).toEqual([]);
	expect(node!.ipsets).toEqual([]);
});

test('names are hashes, and comments spell the policy out', () => {
	const [node] = nodes(
		`${pods}${policy(`{ ${app('web')}, ingress: [{ from: [{ ${app('api')} }], ports: [{ port: 80 }, { port: http }] }] }`)}`
	);
	const [jump] = chain(node!, 'AZURE-NPM-INGRESS');
	const [, name] = /-j (AZURE-NPM-INGRESS-\d+)$/.exec(jump!)!;
	expect(jump).toMatch(
		/--comment "INGRESS-POLICY-shop\/web-TO-podlabel-app:web-IN-ns-shop" -m set --match-set azure-npm-\d+ dst -m set --match-set azure-npm-\d+ dst -j/
	);
	const rules = chain(node!, name!);
	expect(rules[0]).toMatch(
		/-p tcp -m comment --comment "ALLOW-FROM-podlabel-app:api-AND-ns-shop-ON-TCP-TO-PORT-80" -m tcp --dport 80 -m set --match-set azure-npm-\d+ src -m set --match-set azure-npm-\d+ src -j AZURE-NPM-INGRESS-ALLOW-MARK$/
	);
	expect(rules[1]).toMatch(/-TO-namedport:http" .* -m set --match-set azure-npm-\d+ dst,dst -j/);
	expect(rules.at(-1)).toMatch(/--comment DROP-ALL -j MARK --set-xmark 0x400\/0x400$/);
});

test('ns-default has the name that dumps show', () => {
	const [node] = nodes(
		pod('a', 'web', 0).replace('namespace: shop', 'namespace: default') +
			policy(`{ podSelector: {} }`).replace('namespace: shop', 'namespace: default')
	);
	expect(node!.ipsets.map(({ name, comment }) => [name, comment])).toContainEqual([
		'azure-npm-784554818',
		'ns-default'
	]);
});

test('every node holds every policy, and all pods with a network of their own', () => {
	const [one, two] = nodes(
		`${pods}${policy(`{ ${app('web')}, ingress: [{ from: [{ namespaceSelector: {} }] }] }`)}`
	);
	expect(one!.ipsets).toBe(two!.ipsets);
	expect(one!.rules.filter).toBe(two!.rules.filter);
	expect(members(one!, 'ns-shop')).toEqual(['10.244.0.4', '10.244.1.4']);
	expect(members(one!, 'podlabel-app:web')).toEqual(['10.244.0.4']);
	const all = one!.ipsets.find(({ comment }) => comment === 'nslabel-all-namespaces')!;
	expect(all.type).toBe('list:set');
	expect(one!.ipsets.at(-1)).toBe(all); // lists stand behind what they hold
});

test('a block holds its exceptions; the whole internet is two halves', () => {
	const [node] = nodes(
		pods +
			policy(
				'{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 192.0.2.1/32] } }] }] }'
			)
	);
	expect(members(node!, 'cidr-web-in-ns-shop-0-0IN')).toEqual([
		'0.0.0.0/1',
		'128.0.0.0/1',
		'10.0.0.0/8 nomatch',
		'192.0.2.1 nomatch'
	]);
});

test('several values of a pod label stand in a list of sets', () => {
	const [node] = nodes(
		pods +
			policy(
				'{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] } }'
			)
	);
	const nested = node!.ipsets.find(({ comment }) => comment === 'nestedlabel-app:web:api')!;
	expect(nested).toMatchObject({ type: 'list:set' });
	expect(nested.members).toHaveLength(2);
});
