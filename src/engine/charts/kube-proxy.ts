/**
 * The chart of a cluster whose nodes run kube-proxy with iptables.
 *
 *   pod ──▶ node: raw ▸ conntrack ▸ mangle ▸ nat PREROUTING ▸ (bridge) ▸ routing ─┬─▶ forward ▸ POSTROUTING ▸ transmit
 *                                                                                └─▶ INPUT ▸ receive
 *   node ──▶ NIC ▸ security groups ▸ subnet gateway ─┬─▶ security groups ▸ NIC ──▶ node
 *                                                    └─▶ egress ▸ load balancer ▸ internet ──▶ host
 *                                                    └─▶ platform: Azure's own DNS and probes
 *   host ──▶ internet ▸ load balancer ──▶ security groups ▸ NIC ──▶ node
 *
 * The order of the node's stops is netfilter's (linux-dataplane A2). The device
 * in hand is context, so one packet may pass `node/nat-prerouting` on two nodes.
 */
import { bridge } from '../stages/bridge.ts';
import { conntrack, outputConntrack } from '../stages/conntrack.ts';
import { hostReceive, hostSend, podReceive, podSend, vmReceive, vmSend } from '../stages/ends.ts';
import * as hooks from '../stages/hooks.ts';
import { internetRoute } from '../stages/internet.ts';
import { inbound, outbound } from '../stages/load-balancer.ts';
import { natInput, natOutput, natPostrouting, natPrerouting } from '../stages/nat.ts';
import { handOver } from '../stages/nic.ts';
import { nicNsgIn, nicNsgOut, subnetNsgIn, subnetNsgOut } from '../stages/nsg.ts';
import { outputReroute, outputRoute, routing } from '../stages/routing.ts';
import { route } from '../stages/azure-route.ts';
import { platformReceive, platformSend } from '../stages/platform.ts';
import { egress } from '../stages/egress.ts';
import { receive, transmit } from '../stages/transmit.ts';
import { row, type Chart, type Stop } from './chart.ts';

/** A hook that lets pass leads on; what it drops or rejects ends here. */
const then = (next: Stop) => ({ accepted: next, dropped: 'end', rejected: 'end' }) as const;

export const kubeProxy: Chart = {
	id: 'kube-proxy',
	title: 'Nodes with kube-proxy and iptables',
	start: {
		pod: 'pod/send',
		node: 'node/output-route',
		vm: 'vm/send',
		'internet-host': 'internet-host/send',
		platform: 'platform/send',
		eth0: 'node/raw-prerouting'
	},
	stops: {
		'pod/send': row(podSend, {
			node: 'node/raw-prerouting',
			self: 'pod/receive',
			'no-route': 'end'
		}),
		'pod/receive': row(podReceive, { received: 'end', unknown: 'end' }),

		'node/raw-prerouting': row(hooks.rawPrerouting, then('node/conntrack')),
		'node/conntrack': row(conntrack, { tracked: 'node/mangle-prerouting' }),
		'node/mangle-prerouting': row(hooks.manglePrerouting, then('node/nat-prerouting')),
		'node/nat-prerouting': row(natPrerouting, {
			routed: 'node/routing',
			bridged: 'node/bridge',
			dropped: 'end'
		}),
		'node/bridge': row(bridge, {
			up: 'node/routing',
			across: 'node/mangle-forward',
			dropped: 'end'
		}),
		'node/routing': row(routing, {
			local: 'node/mangle-input',
			forward: 'node/mangle-forward',
			'no-route': 'end'
		}),

		'node/mangle-input': row(hooks.mangleInput, then('node/filter-input')),
		'node/filter-input': row(hooks.filterInput, then('node/nat-input')),
		'node/nat-input': row(natInput, { passed: 'node/receive', dropped: 'end' }),
		'node/receive': row(receive, { received: 'end', unknown: 'end' }),

		'node/mangle-forward': row(hooks.mangleForward, then('node/filter-forward')),
		'node/filter-forward': row(hooks.filterForward, then('node/mangle-postrouting')),

		'node/output-route': row(outputRoute, { routed: 'node/raw-output', 'no-route': 'end' }),
		'node/raw-output': row(hooks.rawOutput, then('node/output-conntrack')),
		'node/output-conntrack': row(outputConntrack, { tracked: 'node/mangle-output' }),
		'node/mangle-output': row(hooks.mangleOutput, then('node/nat-output')),
		'node/nat-output': row(natOutput, { routed: 'node/filter-output', dropped: 'end' }),
		// The kernel looks the new route up inside the nat hook, but OUTPUT's rules see the old link to their end.
		'node/filter-output': row(hooks.filterOutput, then('node/output-reroute')),
		'node/output-reroute': row(outputReroute, {
			routed: 'node/mangle-postrouting',
			'no-route': 'end'
		}),

		'node/mangle-postrouting': row(hooks.manglePostrouting, then('node/nat-postrouting')),
		'node/nat-postrouting': row(natPostrouting, { passed: 'node/transmit', dropped: 'end' }),
		'node/transmit': row(transmit, {
			pod: 'pod/receive',
			node: 'node/raw-prerouting',
			nic: 'nic/nic-nsg-out',
			left: 'end',
			dropped: 'end'
		}),

		'vm/send': row(vmSend, { nic: 'nic/nic-nsg-out' }),
		'vm/receive': row(vmReceive, { received: 'end', unknown: 'end' }),

		'nic/nic-nsg-out': row(nicNsgOut, { allowed: 'nic/subnet-nsg-out', stopped: 'end' }),
		'nic/subnet-nsg-out': row(subnetNsgOut, {
			'subnet-gateway': 'subnet-gateway/route',
			stopped: 'end'
		}),
		'nic/subnet-nsg-in': row(subnetNsgIn, { allowed: 'nic/nic-nsg-in', stopped: 'end' }),
		'nic/nic-nsg-in': row(nicNsgIn, { allowed: 'nic/hand-over', stopped: 'end' }),
		'nic/hand-over': row(handOver, {
			node: 'node/raw-prerouting',
			vm: 'vm/receive',
			refused: 'end'
		}),

		'subnet-gateway/route': row(route, {
			nic: 'nic/subnet-nsg-in',
			'load-balancer': 'load-balancer/inbound',
			egress: 'subnet-gateway/egress',
			platform: 'platform/receive',
			dropped: 'end',
			unknown: 'end'
		}),
		'subnet-gateway/egress': row(egress, {
			internet: 'internet/route',
			'load-balancer': 'load-balancer/outbound',
			dropped: 'end',
			unknown: 'end'
		}),

		'platform/send': row(platformSend, { nic: 'nic/subnet-nsg-in', lost: 'end' }),
		'platform/receive': row(platformReceive, { received: 'end', unknown: 'end' }),

		'load-balancer/inbound': row(inbound, { nic: 'nic/subnet-nsg-in', refused: 'end' }),
		'load-balancer/outbound': row(outbound, { internet: 'internet/route' }),

		'internet/route': row(internetRoute, {
			'load-balancer': 'load-balancer/inbound',
			'internet-host': 'internet-host/receive',
			lost: 'end'
		}),
		'internet-host/send': row(hostSend, { internet: 'internet/route' }),
		'internet-host/receive': row(hostReceive, { received: 'end', unknown: 'end' })
	}
};
