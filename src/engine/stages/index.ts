/**
 * Every stage that a chart runs. To add one: its file, its line here, and its
 * stop in the charts (`../charts`). Two kinds of device may have a stage of the
 * same id: `send` is something else for a pod than for a machine.
 */
import { bridge } from './bridge.ts';
import { conntrack, outputConntrack } from './conntrack.ts';
import { hostReceive, hostSend, podReceive, podSend, vmReceive, vmSend } from './ends.ts';
import {
	filterForward,
	filterInput,
	filterOutput,
	mangleForward,
	mangleInput,
	mangleOutput,
	manglePostrouting,
	manglePrerouting,
	rawOutput,
	rawPrerouting
} from './hooks.ts';
import { internetRoute } from './internet.ts';
import { inbound, outbound } from './load-balancer.ts';
import { natInput, natOutput, natPostrouting, natPrerouting } from './nat.ts';
import { handOver } from './nic.ts';
import { nicNsgIn, nicNsgOut, subnetNsgIn, subnetNsgOut } from './nsg.ts';
import { outputReroute, outputRoute, routing } from './routing.ts';
import type { Stage } from './stage.ts';
import { route } from './azure-route.ts';
import { egress } from './egress.ts';
import { platformReceive, platformSend } from './platform.ts';
import { receive, transmit } from './transmit.ts';

export const stages: readonly Stage[] = [
	podSend,
	podReceive,
	rawPrerouting,
	conntrack,
	manglePrerouting,
	natPrerouting,
	bridge,
	routing,
	mangleInput,
	filterInput,
	natInput,
	receive,
	mangleForward,
	filterForward,
	outputRoute,
	rawOutput,
	outputConntrack,
	mangleOutput,
	natOutput,
	outputReroute,
	filterOutput,
	manglePostrouting,
	natPostrouting,
	transmit,
	vmSend,
	vmReceive,
	nicNsgOut,
	subnetNsgOut,
	subnetNsgIn,
	nicNsgIn,
	handOver,
	route,
	egress,
	inbound,
	outbound,
	internetRoute,
	hostSend,
	hostReceive,
	platformSend,
	platformReceive
];
