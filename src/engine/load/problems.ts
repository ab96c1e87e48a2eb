/**
 * Every mistake that loading can find, one line each.
 *
 *   code: [severity, what it means, what to try]
 *
 * An error is what the API server or Azure would refuse, or what cannot be walked:
 * the faulty object is left out. A warning is suspicious, and changes nothing.
 * To add one: a line here, and an example in tests/engine/load.
 */
import type { Source } from '../types.ts';
import type { Problem, Severity } from '../world.ts';

// prettier-ignore
export const problems = {
	// The text.
	'unparsable': ['error', 'The text is neither YAML nor JSON.', 'correct the line; other documents of the file are read'],
	'duplicate-key': ['warning', 'A key is written twice in one map; kubectl keeps the last.', 'remove one of the two'],
	'ambiguous-scalar': ['warning', 'A value without quotes that other readers take for something else.', 'write it in quotes, or spell it plainly'],
	'not-an-object': ['error', 'A document is no Kubernetes object.', 'give apiVersion, kind and metadata'],
	'unknown-kind': ['error', 'The API group has no such kind.', 'correct kind or apiVersion'],
	'unknown-version': ['error', 'The kind is not served in this API version.', 'use the version that is served'],

	// Fields.
	'unknown-field': ['warning', 'The field is not known at this place, so it is not read.', 'correct its name or its indentation'],
	'wrong-type': ['error', 'The value is of another type than the field.', 'write a value of the right type'],
	'missing-field': ['error', 'A required field is missing.', 'add the field'],
	'unknown-value': ['error', 'The value is none of those that the field may have.', 'use one of the values that are named'],
	'out-of-range': ['error', 'The number is smaller or larger than the field allows.', 'use a number in the range'],
	'invalid-name': ['error', 'The text is no name as Kubernetes wants it.', 'use lower case letters, digits and hyphens'],
	'invalid-label': ['error', 'The text is no label as Kubernetes wants it.', 'use at most 63 letters, digits, "-", "_" and "."'],
	'invalid-address': ['error', 'The text is no IP address.', 'write four numbers from 0 to 255 without leading zeros'],
	'invalid-cidr': ['error', 'The text is no range of IP addresses.', 'write ADDRESS/LENGTH, for example 10.0.0.0/8'],
	'cidr-host-bits': ['warning', 'The address of the range is not its first one.', 'write the first address of the range'],
	'invalid-selector': ['error', 'Operator and values of a selector do not fit together.', 'give values to In and NotIn only'],
	'duplicate-name': ['error', 'Two parts of one object have the same name or number.', 'rename one of the two'],
	'duplicate-object': ['error', 'An object of this kind, namespace and name was read before.', 'remove or rename one of the two'],
	'deprecated-field': ['warning', 'The field still works and will go.', 'use its successor'],

	// Kubernetes objects.
	'selector-mismatch': ['error', 'A workload\'s selector does not match the labels of its own template.', 'give the template the labels of the selector'],
	'port-unnamed': ['error', 'One of several ports has no name.', 'name every port'],
	'field-not-for-type': ['error', 'The field may not be set for a Service of this type.', 'remove the field, or change spec.type'],
	'peer-empty': ['error', 'A peer without ipBlock and selectors.', 'write podSelector: {} or namespaceSelector: {}, or leave the list out'],
	'peer-mixed': ['error', 'A peer with an ipBlock and selectors.', 'write two peers'],
	'except-outside': ['error', 'An exception that does not lie within its ipBlock.', 'name a smaller range inside the cidr'],
	'end-port': ['error', 'An endPort without a number as port, or below it.', 'write port: FIRST and endPort: LAST'],
	'rule-direction': ['error', '`to` in an ingress rule, or `from` in an egress rule. Dropped, it would leave a rule for everybody.', 'use from for ingress and to for egress'],
	'rules-without-type': ['warning', 'Rules of a direction that policyTypes does not name are never used.', 'add the direction to policyTypes'],
	'pod-selector-missing': ['warning', 'A policy without podSelector selects every pod of its namespace.', 'write podSelector: {} if that is meant'],

	// The cluster.
	'subnet-not-given': ['warning', 'A node pool names a subnet that is not given, so its range is assumed.', 'add virtualNetworks with the subnet'],
	'unknown-reference': ['error', 'Something is named that is not given.', 'give it, or remove its name'],
	'subnet-outside-network': ['error', 'A subnet that does not lie within its virtual network.', 'widen addressSpace, or move the subnet'],
	'reserved-range': ['error', 'The range meets one that AKS keeps for itself.', 'choose another range'],
	'range-overlap': ['error', 'Two ranges overlap that must not.', 'choose ranges that do not overlap'],
	'service-range-in-network': ['warning', 'The service range lies in the virtual network, which cannot see it.', 'choose a range outside of the network'],
	'service-range-too-large': ['error', 'The service range must be smaller than /12.', 'use /13 or a longer prefix'],
	'dns-address': ['error', 'The DNS address is outside of the service range, or its first address.', 'take the tenth address of the service range'],
	'next-hop': ['error', 'Next hop type and address of a route do not fit together.', 'give nextHopIpAddress to VirtualAppliance only'],
	'load-balancer-basic': ['warning', 'The Basic load balancer is retired.', 'set loadBalancerSku: standard'],
	'model-not-modelled': ['error', 'This network model is not walked yet.', 'use kubenet, node subnet or overlay'],
	'dataplane-not-modelled': ['error', 'This dataplane is not walked yet.', 'use kube-proxy with iptables'],
	'policy-engine-not-modelled': ['error', 'This policy engine is not walked yet: a packet would pass unjudged.', 'set networkPolicy: none, or judge by check --only policy'],
	'outbound-not-modelled': ['warning', 'This way out of the cluster is not walked yet.', 'set outboundType: loadBalancer'],
	'rule-not-modelled': ['error', 'A rule matches by something that is not read yet.', 'write the rule with addresses'],
	'dns-not-given': ['info', 'Names are looked up by rule, for the Service of the cluster\'s DNS is not given.', 'add the Service kube-system/kube-dns and its CoreDNS pods'],
	'combination-refused': ['error', 'AKS does not offer this combination.', 'choose another model, dataplane or policy engine'],

	// Settled together.
	'model-overridden': ['warning', 'Another model was asked for, so given node and pod addresses are allocated anew.', 'drop --model to keep them'],
	'node-not-listed': ['warning', 'A node that only a pod names; it is taken to exist.', 'add the Node object, or correct spec.nodeName'],
	'address-outside-range': ['warning', 'A given address lies outside the range that the model would take it from; it is kept.', 'correct the address or the range'],
	'duplicate-address': ['error', 'Two things have one address.', 'change one of the two, or leave both out'],
	'range-exhausted': ['error', 'No address is left in the range.', 'take a larger range, or fewer nodes or pods'],
	'pod-unplaceable': ['error', 'No node can take the pod.', 'label or add a node, or correct nodeSelector or nodeName'],
	'cluster-ip-outside-range': ['error', 'The ClusterIP is not in the service range.', 'leave clusterIP out, or take one of the range'],
	'cluster-ip-taken': ['error', 'The ClusterIP belongs to something else.', 'leave clusterIP out, or take another'],
	'node-port-taken': ['error', 'The node port belongs to another Service.', 'leave nodePort out, or take another'],
	'frontend-outside-subnet': ['error', 'The address asked for an internal load balancer is not in its subnet.', 'take an address of the subnet, or name another subnet by annotation'],
	'frontend-taken': ['error', 'Address and port of a load balancer belong to another Service.', 'take another address or port'],
	'load-balancer-class': ['warning', 'A Service with a loadBalancerClass gets no address from Azure.', 'remove loadBalancerClass'],
	'service-selects-nothing': ['warning', 'No pod has the labels that the Service selects.', 'compare spec.selector with the labels of the pods'],
	'service-without-endpoints': ['warning', 'The Service has no ready endpoint.', 'give it a selector, an EndpointSlice or a ready pod'],
	'target-port-unknown': ['warning', 'No selected pod has a container port of this name.', 'name a container port, or write a number'],
	'slice-without-service': ['warning', 'The EndpointSlice belongs to no Service that is given.', 'correct the label kubernetes.io/service-name'],
	'policy-without-engine': ['info', 'The cluster has no policy engine, so nobody reads the NetworkPolicy objects.', 'set networkPolicy: azure or calico, or networkDataplane: cilium'],
	'policy-selects-nothing': ['warning', 'The policy selects no pod.', 'compare spec.podSelector with the labels of the pods'],
	'peer-selects-nothing': ['warning', 'The selectors of a peer match no pod.', 'compare them with the labels of pods and namespaces'],
	'namespace-label-empty': ['warning', 'A namespaceSelector wants a label with an empty value, which no namespace has.', 'write kubernetes.io/metadata.name: NAME']
} as const satisfies Record<string, readonly [Severity, string, string]>;

export type ProblemCode = keyof typeof problems;

/** What is said beside the table: another thing to try, the numbered fact behind it. */
export interface Hints {
	readonly try?: string;
	readonly fact?: string;
}

export function problem(
	code: ProblemCode,
	says: string,
	source: Source,
	hints: Hints = {}
): Problem {
	const [severity, , attempt] = problems[code];
	return { code, severity, says, try: attempt, source, ...hints };
}
