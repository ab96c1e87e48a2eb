/** Small random worlds: few labels, ports and blocks, so that rules meet pods often. */
import fc from 'fast-check';
import type { End, Question } from '#engine/policy/index.ts';
import type { Source } from '#engine/types.ts';
import type {
	ContainerPort,
	Labels,
	LabelSelector,
	Namespace,
	NetworkPolicyObject,
	Node,
	Pod,
	PolicyPeer,
	PolicyPort,
	PolicyRule,
	World
} from '#engine/world.ts';

const source: Source = { file: 'random.yaml', line: 1, column: 1 };
const placed = { source, where: {} };

const space = fc.constantFrom('x', 'y', 'z');
const key = fc.constantFrom('app', 'tier');
const value = fc.constantFrom('a', 'b');
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, value, { maxKeys: 2 });
// TCP 80 often, so that flows and rules meet.
const layer4 = fc.constantFrom('tcp', 'tcp', 'tcp', 'udp', 'sctp');
const number = fc.constantFrom(80, 80, 80, 8080, 81, 79);
const name = fc.constantFrom('http', 'web');

const requirement = fc.oneof(
	fc.record({
		key,
		operator: fc.constantFrom('In', 'NotIn'),
		values: fc.array(value, { minLength: 1, maxLength: 2 })
	}),
	fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist'), values: fc.constant([]) })
);
const selector: fc.Arbitrary<LabelSelector> = fc.record({
	matchLabels: fc.dictionary(key, value, { maxKeys: 1 }),
	matchExpressions: fc.array(requirement, { maxLength: 1 }),
	source: fc.constant(source)
});

const block = fc.record({
	cidr: fc.constantFrom(
		'0.0.0.0/0',
		'10.244.0.0/16',
		'10.244.0.0/30',
		'10.224.0.0/16',
		'10.224.0.5/32',
		'203.0.113.0/24'
	),
	except: fc.array(fc.constantFrom('10.244.0.2/31', '10.224.0.4/32', '203.0.113.0/25'), {
		maxLength: 2
	})
});

const peer: fc.Arbitrary<PolicyPeer> = fc.oneof(
	fc.record({
		podSelector: selector,
		namespaceSelector: fc.constant(null),
		ipBlock: fc.constant(null),
		source: fc.constant(source)
	}),
	fc.record({
		podSelector: fc.option(selector),
		namespaceSelector: selector,
		ipBlock: fc.constant(null),
		source: fc.constant(source)
	}),
	fc.record({
		podSelector: fc.constant(null),
		namespaceSelector: fc.constant(null),
		ipBlock: block,
		source: fc.constant(source)
	})
);

const port: fc.Arbitrary<PolicyPort> = fc.oneof(
	fc.record({
		port: fc.oneof(number, name, name, fc.constant(null)),
		endPort: fc.constant(null),
		protocol: layer4,
		source: fc.constant(source)
	}),
	fc.record({
		port: fc.constantFrom(79, 80),
		endPort: fc.constantFrom(80, 81, 9000),
		protocol: layer4,
		source: fc.constant(source)
	})
);

export const rule: fc.Arbitrary<PolicyRule> = fc.record({
	peers: fc.option(fc.array(peer, { maxLength: 2 })),
	ports: fc.option(fc.array(port, { maxLength: 2 })),
	source: fc.constant(source)
});

const policy = fc.record({
	namespace: space,
	podSelector: selector,
	policyTypes: fc.subarray(['ingress', 'egress'] as const, { minLength: 1 }),
	ingress: fc.array(rule, { maxLength: 3 }),
	egress: fc.array(rule, { maxLength: 3 })
});

/** The same names for other numbers and protocols, so that names must be resolved at the right pod. */
const declared = (
	[
		['http', 80, 'tcp'],
		['http', 8080, 'tcp'],
		['http', 80, 'udp'],
		['web', 80, 'tcp'],
		[null, 81, 'tcp']
	] as const
).map(([name, port, protocol]): ContainerPort => ({
	name,
	port,
	protocol,
	hostPort: null,
	source
}));

const pod = fc.record({
	namespace: space,
	labels,
	node: fc.constantFrom('node-0', 'node-1'),
	hostNetwork: fc.oneof(
		{ weight: 5, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) }
	),
	ports: fc.subarray(declared, { maxLength: 2 })
});

const node = (index: number): Node => ({
	name: `node-${index}`,
	labels: {},
	pool: 'nodepool1',
	subnet: 'aks-subnet',
	address: `10.224.0.${4 + index}`,
	podCIDR: null,
	secondary: [],
	source
});

export type RandomWorld = Pick<World, 'namespaces' | 'nodes' | 'pods' | 'policies'>;

export const world: fc.Arbitrary<RandomWorld> = fc
	.record({
		spaces: fc.record({ x: labels, y: labels, z: labels }),
		pods: fc.array(pod, { minLength: 2, maxLength: 5 }),
		policies: fc.array(policy, { maxLength: 4 })
	})
	.map(({ spaces, pods, policies }) => ({
		namespaces: new Map(
			Object.entries(spaces).map(([name, labels]): [string, Namespace] => [
				name,
				{ name, labels, ...placed }
			])
		),
		nodes: [node(0), node(1)],
		pods: pods.map((pod, index): Pod => ({
			...placed,
			...pod,
			name: `pod-${index}`,
			owner: null,
			address: pod.hostNetwork ? node(Number(pod.node.slice(-1))).address : `10.244.0.${index + 1}`,
			phase: 'Running',
			ready: true,
			terminating: false
		})),
		policies: policies.map((policy, index): NetworkPolicyObject => ({
			...placed,
			...policy,
			name: `policy-${index}`
		}))
	}));

/** Every pair of ends: the pods, the two nodes, and two addresses outside. */
export function pairsOf({ pods, nodes }: RandomWorld): readonly Pick<Question, 'from' | 'to'>[] {
	const ends: readonly End[] = [
		...pods.map((pod): End => ({ kind: 'pod', pod })),
		...nodes.map(({ name, address }): End => ({ kind: 'node', name, address })),
		{ kind: 'outside', address: '203.0.113.10' },
		{ kind: 'outside', address: '203.0.113.200' }
	];
	return ends.flatMap((from) => ends.map((to) => ({ from, to })));
}

export const traffic = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ protocol: layer4, port: number }) },
	{ weight: 1, arbitrary: fc.constant({ protocol: 'icmp', port: 0 } as const) }
);
