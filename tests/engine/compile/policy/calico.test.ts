/** Calico's chains, held against what dumps of nodes show (A5, 9.36). */
import { expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import { ruleText } from '#engine/iptables/print.ts';
import { read, settle } from '#engine/load/index.ts';
import type { NodeConfig } from '#engine/network.ts';
import type { ModelId } from '#engine/world.ts';

const pod = (name: string, node: number) => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { nodeName: aks-nodepool1-00000${node}, containers: [{ name: a, image: a, ports: [{ name: http, containerPort: 8080 }] }] }
`;
const policy = (spec: string, name = 'web') => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
`;
const web = 'podSelector: { matchLabels: { app: web } }';

const nodes = (manifests: string, model: ModelId = 'overlay'): readonly NodeConfig[] => {
	const objects = read({ manifests: { 'a.yaml': pod('web', 0) + pod('api', 1) + manifests } });
	const network = compile(settle(objects, { model, policyEngine: 'calico' }));
	return [0, 1].map((n) => network.node(`aks-nodepool1-00000${n}`));
};
const chain = (node: NodeConfig, name: string): readonly string[] =>
	node.rules.filter.get(name)!.rules.map((rule) => ruleText({ name }, rule));
const named = (node: NodeConfig, prefix: string): string =>
	[...node.rules.filter.keys()].find((name) => name.startsWith(prefix))!;

test('the jump is the first rule of FORWARD, the accept stands at its foot', () => {
	const [node] = nodes(policy(`{ ${web} }`));
	const forward = chain(node!, 'FORWARD');
	expect(forward[0]).toBe('-A FORWARD -j cali-FORWARD');
	expect(forward.slice(-2)).toEqual([
		'-A FORWARD -m comment --comment "Policy explicitly accepted packet." -m mark --mark 0x10000/0x10000 -j ACCEPT',
		'-A FORWARD -j MARK --set-xmark 0x10000/0x10000'
	]);
	expect(chain(node!, 'cali-FORWARD')).toEqual([
		'-A cali-FORWARD -j MARK --set-xmark 0x0/0x1e0000',
		'-A cali-FORWARD -m mark --mark 0x0/0x10000 -j cali-from-hep-forward',
		'-A cali-FORWARD -i azv+ -j cali-from-wl-dispatch',
		'-A cali-FORWARD -o azv+ -j cali-to-wl-dispatch',
		'-A cali-FORWARD -j cali-to-hep-forward',
		'-A cali-FORWARD -j cali-cidr-block'
	]);
});

test('only the node of the selected pod holds the policy', () => {
	const [here, there] = nodes(policy(`{ ${web}, ingress: [] }`));
	expect(named(here!, 'cali-pi-')).toMatch(/^cali-pi-_[\w-]{19}$/);
	expect(named(there!, 'cali-pi-')).toBeUndefined();
});

test('the chain to a pod: known connections first, then the tier, then the profile', () => {
	const [node] = nodes(policy(`{ ${web}, ingress: [] }`));
	const name = named(node!, 'cali-tw-');
	const pi = named(node!, 'cali-pi-');
	expect(chain(node!, name)).toEqual(
		[
			'-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
			'-m conntrack --ctstate INVALID -j DROP',
			'-j MARK --set-xmark 0x0/0x30000',
			'-m comment --comment "Start of tier default" -j MARK --set-xmark 0x0/0x20000',
			`-m mark --mark 0x0/0x20000 -j ${pi}`,
			'-m comment --comment "Return if policy accepted" -m mark --mark 0x10000/0x10000 -j RETURN',
			'-m comment --comment "End of tier default. Drop if no policies passed packet" -m mark --mark 0x0/0x20000 -j DROP',
			'-j cali-pri-kns.shop',
			'-m comment --comment "Return if profile accepted" -m mark --mark 0x10000/0x10000 -j RETURN',
			'-m comment --comment "Drop if no profiles matched" -j DROP'
		].map((rule) => `-A ${name} ${rule}`)
	);
	expect(chain(node!, pi)).toEqual([
		`-A ${pi} -m comment --comment "NetworkPolicy shop/web ingress"`
	]);
});

test('ports of one protocol stand together, an exception takes the scratch bit away', () => {
	const [node] = nodes(
		policy(
			`{ ${web}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }], ports: [{ port: 80 }, { port: 90, endPort: 99 }] }] }`
		)
	);
	const pi = named(node!, 'cali-pi-');
	expect(chain(node!, pi)).toEqual(
		[
			'-m comment --comment "NetworkPolicy shop/web ingress" -j MARK --set-xmark 0x80000/0x180000',
			'-s 10.1.0.0/16 -j MARK --set-xmark 0x0/0x80000',
			'-s 10.0.0.0/8 -p tcp -m multiport --dports 80,90:99 -m mark --mark 0x80000/0x80000 -j MARK --set-xmark 0x10000/0x10000'
		].map((rule) => `-A ${pi} ${rule}`)
	);
});

test('more than fifteen places are two rules', () => {
	const ports = Array.from({ length: 16 }, (_, i) => `{ port: ${8000 + i} }`).join();
	const [node] = nodes(policy(`{ ${web}, ingress: [{ ports: [${ports}] }] }`));
	const rules = chain(node!, named(node!, 'cali-pi-')).filter((rule) => /multiport/.test(rule));
	expect(rules.map((rule) => /--dports (\S+)/.exec(rule)![1]!.split(',').length)).toEqual([15, 1]);
});

test('neighbours with one selector share a group', () => {
	const [node] = nodes(policy(`{ ${web} }`, 'a') + policy(`{ ${web} }`, 'b'));
	const group = named(node!, 'cali-gi-');
	expect(chain(node!, group)).toHaveLength(2);
	expect(chain(node!, group)[1]).toMatch(/-m mark --mark 0x0\/0x30000 -j cali-pi-/);
	expect(chain(node!, named(node!, 'cali-tw-')).join('\n')).toContain(`-j ${group}`);
});

test('on kubenet Calico is the CNI: routed veths of its own name, and no bridge (1.23)', () => {
	const [node] = nodes(policy(`{ ${web} }`), 'kubenet');
	expect(node!.links.map(({ kind }) => kind)).not.toContain('bridge');
	expect(node!.ebtables).toEqual([]);
	const [{ hostLink, routes, addresses } = { hostLink: '', routes: [], addresses: [] }] =
		node!.pods;
	expect(hostLink).toMatch(/^cali[0-9a-f]{11}$/);
	expect(node!.routes).toContainEqual(
		expect.objectContaining({ to: '10.244.0.2/32', link: hostLink })
	);
	expect(addresses[1]!.address).toBe('10.244.0.2/32');
	expect(routes[0]!.because).toMatchObject({ fact: '1.23', certainty: 'inference' });
	expect(chain(node!, 'cali-FORWARD')[2]).toBe('-A cali-FORWARD -i cali+ -j cali-from-wl-dispatch');
});
