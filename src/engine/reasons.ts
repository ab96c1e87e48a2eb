/**
 * Every reason code, with what it means whatever the packet.
 * The sentence that a learner reads is written where the decision is made;
 * this table is the closed list behind `because[].code`.
 */
export const reasons = {
	// Leaving a sender.
	sends: 'The sender hands its packet to its own network stack.',
	'pod-default-route': 'A pod has one way out: the veth to its node.',
	'pod-on-link':
		"The destination is in the pod's own range, so the pod addresses its neighbour directly.",
	'pod-loopback': 'The destination is the pod itself.',
	'host-network': "The pod has no network of its own: it uses its node's.",

	// iptables on a node.
	'chain-policy': "No rule of the chain decided, so the chain's own policy did.",
	'no-rules': 'The table holds no rule for this hook.',
	'nat-not-asked':
		'Only the first packet of a connection reads the nat table; this one belongs to a known connection.',
	'conntrack-new': 'The kernel has no entry for this flow, so it opens one.',
	'conntrack-established': 'The kernel knows this connection.',
	'conntrack-reply': 'The packet answers a connection that the kernel knows.',
	'conntrack-related': 'The error speaks of a connection that the kernel knows.',
	'conntrack-invalid':
		'The packet belongs to no connection that the kernel knows, and cannot open one.',
	'conntrack-translation':
		'The entry of the connection is applied: addresses are put back, no rule is read.',
	'service-cluster-ip': 'The destination is the ClusterIP and port of a Service.',
	'service-node-port': 'The destination is a node port of a Service.',
	'service-load-balancer-ip': 'The destination is the load balancer address of a Service.',
	'service-external-ip': 'The destination is an external IP of a Service.',
	'service-endpoint': "The Service's address is rewritten to one ready endpoint.",
	'service-only-endpoint': 'The Service has one endpoint that may be taken here.',
	'service-balance': 'One of several endpoints is taken, each with the same probability.',
	'service-affinity': 'The client was here before and is sent to the same endpoint.',
	'service-no-endpoints': 'The Service has no ready endpoint anywhere.',
	'service-no-local-endpoints':
		'The traffic policy is Local and no ready endpoint runs on this node.',
	'service-source-ranges': 'The client is not in loadBalancerSourceRanges.',
	'masquerade-mark-external':
		'Traffic from outside is marked, so that the answer returns through this node.',
	'masquerade-mark-outside-cluster':
		"The client is not in the cluster's range, so it is marked for masquerade.",
	'masquerade-mark-hairpin':
		'A pod that reaches itself through its Service must see another source.',
	'masquerade-mark-all': 'kube-proxy is set to masquerade all Service traffic.',
	'masquerade-mark-local': 'The node itself is the client, so it is marked for masquerade.',
	'service-short-cut':
		'Traffic from inside the cluster goes straight to the endpoints, whatever the external policy.',
	'masquerade-service': 'The mark is set: the source becomes the address of this node.',
	'masquerade-mark-absent':
		'The packet carries no masquerade mark, so kube-proxy leaves its source alone.',
	'masquerade-egress':
		"The destination is outside the ranges that see pod addresses: the source becomes the node's address.",
	'masquerade-exempt': 'The destination is in a range that is not masqueraded.',
	'masquerade-local-destination':
		"The destination is an address of this node, so the agent's chain is not asked.",
	'forward-invalid': 'kube-proxy drops forwarded packets that belong to no known connection.',
	'forward-marked': 'Marked Service traffic is forwarded.',
	'forward-established': 'Packets of known connections are forwarded.',
	'wireserver-blocked': "Pods may not reach the platform's wire server.",
	'health-check-port': "The port of the load balancer's health check is open.",
	'localnet-blocked': 'Packets from outside for 127.0.0.0/8 are dropped.',

	// Routing on a node.
	'local-address': 'The destination is an address of this node.',
	'route-pod': 'The node has a route to this pod.',
	'route-bridge': 'The pod range of this node is behind its bridge.',
	'route-subnet': "The destination is in the node's own subnet.",
	'route-default': 'No narrower route fits, so the default route is taken.',
	'route-loopback': 'The packet goes back into the same node.',
	'no-route': 'No route holds this destination.',
	'no-neighbour': 'No machine on this link holds the address.',
	'route-unchanged': 'The destination did not change, so the route stays.',
	'source-chosen': 'The route decides which address a local process sends from.',
	'bridge-up': 'The frame is addressed to the bridge itself, so it goes up to routing.',
	'bridge-across':
		'The destination is another port of the same bridge: the frame crosses it without routing.',
	'bridge-hairpin': 'The frame would have to leave by the port it came in.',
	'handed-over': 'The packet leaves by this interface.',
	accepted: 'The packet is for this machine and is accepted.',
	'answer-not-awaited':
		'The answer comes from another address than the client called, so no program takes it.',
	injected: 'The packet is placed at the interface of one node; nothing in front of it is asked.',

	// Listeners.
	listener: 'A program listens on this port.',
	'listener-assumed': 'Nothing is said about this port, so a listener is assumed.',
	'no-listener': 'Nothing listens on this port.',
	'no-listener-assumed':
		'The pod declares other ports, so nothing is thought to listen on this one.',

	// Azure.
	'no-security-group': 'No security group stands here, so everything passes.',
	'security-rule': 'The first rule that matches, by priority, decides.',
	'security-default-rule': 'No rule of the user matches; a default rule decides.',
	'service-tag': 'A service tag stands for a set of addresses.',
	'service-tag-unknown': 'Which addresses this service tag holds is not known here.',
	'security-flow-known': 'The flow was allowed when it began; its packets need no rule.',
	'azure-route': 'The longest prefix wins; on a tie user, then gateway, then system routes.',
	'azure-route-none': 'The winning route drops the packet.',
	'azure-no-next-hop': 'The next hop of the route is no machine that is there.',
	'azure-address-unused': 'No machine in the virtual network holds this address.',
	'overlay-routing-domain': 'Pod addresses have a routing domain of their own, without a tunnel.',
	'nic-delivers': 'The NIC hands the packet to its machine.',
	'nic-refuses-address': 'The NIC does not hold this address and does not forward.',
	'load-balancer-rule': 'A load balancing rule holds this frontend and port.',
	'load-balancer-flow-known': 'The load balancer keeps a known flow on the node it chose.',
	'load-balancer-no-rule': 'The address is a frontend, but no rule holds this port.',
	'load-balancer-no-healthy-node': 'No node answers the health probe, so no new flow is accepted.',
	'direct-server-return': 'The answer of a load-balanced flow goes straight to the client.',
	'load-balancer-return':
		'Without floating IP the load balancer puts its own address back into the answer.',
	'outbound-snat': 'The outbound rule replaces the private source by the public one.',
	'outbound-rule': 'A new flow to the internet goes by the outbound rule.',
	'error-through-load-balancer':
		'What Azure does with an error about a load-balanced flow is not documented.',
	'outbound-none': 'The cluster has no way out to the internet.',
	'outbound-return': 'The answer returns by the translation that the flow left behind.',
	'outbound-unknown': 'Nothing was sent from this public address, so nothing may return to it.',
	'internet-route': 'The internet carries the packet to the holder of the address.',
	'internet-unknown-address': 'Nobody in this scenario holds this public address.',
	'internet-private-address': 'A private address is not routed on the internet.',

	'platform-address': 'The address is Azure itself, which answers beneath every machine.',
	'platform-exempt':
		'DNS and instance metadata pass every security group, unless a rule denies their tag.',

	// Names.
	'name-address': 'The name has an address.',
	'name-alias': 'The name is an alias of another one.',
	'name-unknown': 'What this name stands for outside of the cluster is not known here.',
	'name-server-failed': 'The name server could not find out.',
	'name-no-answer': 'No answer to the query came back.',

	// Ends of a walk that are no device's doing.
	loop: 'The packet came back to the same place unchanged.',
	'combination-refused':
		'AKS does not offer this combination of model, dataplane and policy engine.',
	'policy-engine-not-modelled': 'A policy engine is set, but its rules are not compiled yet.',
	'dataplane-not-modelled': 'This dataplane is not compiled yet.',
	'outbound-not-modelled': 'This way out of the cluster is not compiled yet.',
	'name-not-walked': 'Nothing is looked up here; give an address.',
	'name-unresolved': 'The name has no address, so no packet can exist.',
	'headless-no-address': 'A headless Service has no address of its own.',

	// NetworkPolicy, judged on its own.
	'policy-not-selected': 'No policy selects the pod for this direction, so everything is allowed.',
	'policy-allows': 'A rule of a policy that selects the pod allows this.',
	'policy-none-allows': 'A policy selects the pod, and no rule allows this.',
	'policy-own-node': 'Traffic between a pod and its own node is always allowed.',
	'policy-self': 'A pod may always reach itself.',
	'policy-outside': 'No policy is asked for an end outside the cluster.',
	'policy-node': 'Policies select pods, and a node is none.',
	'policy-host-network': "A pod in its node's network is not subject to policies.",

	// NetworkPolicy, where an engine enforces it.
	'policy-not-asked':
		"kube-proxy accepts marked Service traffic before the engine's rules are asked.",
	'policy-after-masquerade':
		'Another node masqueraded the packet, so the policy sees the address of that node.',
	'policy-before-masquerade':
		'The policy is asked before the source is rewritten, so it sees the client itself.',
	'policy-accepted': 'The policies of both ends have let the packet pass.',
	'policy-established':
		'The packet belongs to a connection that was let through when it began; no policy is asked again.',
	'policy-unknown-interface': 'The engine knows no pod behind this interface.'
} as const satisfies Record<string, string>;

export type ReasonCode = keyof typeof reasons;
