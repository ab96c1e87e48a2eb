/**
 * A second evaluator, slow and plain, that shares no code with the first: every
 * sentence of the Kubernetes page is one test on the objects as they were read.
 */
import type { End, Question } from '#engine/policy/index.ts';
import type {
	Labels,
	LabelSelector,
	NetworkPolicyObject,
	PolicyPeer,
	PolicyPort,
	Pod,
	World as Whole
} from '#engine/world.ts';

type World = Pick<Whole, 'namespaces' | 'nodes' | 'policies'>;

/** What each end's policies allow: "both the egress policy on the source and the ingress policy on the destination need to allow it." */
export const naively = (world: World, { from, to, protocol, port }: Question) => ({
	egress: allowed(world, 'egress', from, to, to, protocol, port),
	ingress: allowed(world, 'ingress', to, from, to, protocol, port)
});

function allowed(
	world: World,
	type: 'ingress' | 'egress',
	end: End,
	other: End,
	target: End,
	protocol: string,
	port: number
): boolean {
	// Policies apply to pods with a network of their own.
	if (end.kind !== 'pod') return true;
	if (end.pod.hostNetwork) return true;
	// "A pod cannot block access to itself."
	if (
		other.kind === 'pod' &&
		`${other.pod.namespace}/${other.pod.name}` === `${end.pod.namespace}/${end.pod.name}`
	)
		return true;
	// "Traffic to and from the node where a Pod is running is always allowed."
	if (other.kind === 'node' && other.name === end.pod.node) return true;
	if (other.kind === 'pod' && other.pod.hostNetwork && other.pod.node === end.pod.node) return true;

	// "By default, a pod is non-isolated … it is isolated if any NetworkPolicy both selects the pod and has the type."
	let isolated = false;
	for (const policy of world.policies) {
		if (policy.namespace !== end.pod.namespace) continue;
		if (!selected(policy.podSelector, end.pod.labels)) continue;
		if (policy.policyTypes.indexOf(type) < 0) continue;
		isolated = true;
		// "The effects of those lists combine additively."
		for (const rule of policy[type]) {
			const rightPeer =
				!rule.peers ||
				rule.peers.length === 0 ||
				rule.peers.some((peer) => isPeer(world, policy, peer, other));
			const rightPort =
				!rule.ports ||
				rule.ports.length === 0 ||
				rule.ports.some((one) => isPort(one, target, protocol, port));
			if (rightPeer && rightPort) return true;
		}
	}
	return !isolated;
}

function isPeer(world: World, policy: NetworkPolicyObject, peer: PolicyPeer, other: End): boolean {
	if (peer.ipBlock) {
		const ip = other.kind === 'pod' ? ownAddress(world, other.pod) : other.address;
		return inside(peer.ipBlock.cidr, ip) && peer.ipBlock.except.every((hole) => !inside(hole, ip));
	}
	if (other.kind !== 'pod' || other.pod.hostNetwork) return false;
	const { namespace, labels } = other.pod;
	const namespaceLabels = world.namespaces.get(namespace)?.labels ?? {};
	if (peer.namespaceSelector && peer.podSelector)
		return selected(peer.namespaceSelector, namespaceLabels) && selected(peer.podSelector, labels);
	if (peer.namespaceSelector) return selected(peer.namespaceSelector, namespaceLabels);
	if (peer.podSelector) return namespace === policy.namespace && selected(peer.podSelector, labels);
	return false;
}

const ownAddress = (world: World, pod: Pod): string =>
	(pod.hostNetwork ? world.nodes.find(({ name }) => name === pod.node)?.address : pod.address) ??
	'';

function isPort(one: PolicyPort, target: End, protocol: string, port: number): boolean {
	if (one.protocol !== protocol) return false;
	if (one.port === null) return true;
	if (typeof one.port === 'number')
		return one.endPort === null ? port === one.port : port >= one.port && port <= one.endPort;
	if (target.kind !== 'pod' || target.pod.hostNetwork) return false;
	for (const declared of target.pod.ports) {
		if (declared.name === one.port && declared.protocol === one.protocol && declared.port === port)
			return true;
	}
	return false;
}

function selected(selector: LabelSelector, labels: Labels): boolean {
	const has = new Map(Object.entries(labels));
	for (const [key, value] of Object.entries(selector.matchLabels))
		if (has.get(key) !== value) return false;
	for (const { key, operator, values } of selector.matchExpressions) {
		if (operator === 'Exists' && !has.has(key)) return false;
		if (operator === 'DoesNotExist' && has.has(key)) return false;
		if (operator === 'In' && !values.some((value) => has.get(key) === value)) return false;
		if (operator === 'NotIn' && values.some((value) => has.get(key) === value)) return false;
	}
	return true;
}

const bits = (ip: string): string =>
	ip
		.split('.')
		.map((part) => Number(part).toString(2).padStart(8, '0'))
		.join('');

function inside(cidr: string, ip: string): boolean {
	const [base = '', length = '32'] = cidr.split('/');
	return bits(ip).startsWith(bits(base).slice(0, Number(length)));
}
