/** Where a node sends a packet next: to itself, or out by one of its links. */
import { isLocal } from '../iptables/local.ts';
import type { NodeConfig } from '../network.ts';
import { lookup } from '../routing.ts';
import type { Because, Reason } from '../types.ts';
import type { MatchedRule } from '../types.ts';
import { stage } from './stage.ts';

const kernel = (code: Reason['code'], says: string): Because => [
	{ code, says, fact: 'A2', certainty: 'kernel' }
];

interface Way {
	readonly out: string;
	readonly because: Because;
	readonly rules: readonly MatchedRule[];
}

/** The link that leads to an address, by the node's own addresses first and its routes after. */
function wayTo(config: NodeConfig, dst: string): Way | null {
	if (isLocal(config, dst))
		return {
			out: 'lo',
			because: kernel('local-address', `${dst} is an address of ${config.name} itself.`),
			rules: []
		};
	const route = lookup(config.routes, dst);
	if (!route) return null;
	const text = `${route.to === '0.0.0.0/0' ? 'default' : route.to}${route.via ? ` via ${route.via}` : ''} dev ${route.link}`;
	return {
		out: route.link,
		because: [route.because],
		rules: [
			{
				hook: 'routes',
				table: 'main',
				chain: 'routes',
				number: config.routes.indexOf(route) + 1,
				target: route.via ?? route.link,
				text
			}
		]
	};
}

const lost = (config: NodeConfig, dst: string): Because =>
	kernel('no-route', `${config.name} has no route to ${dst}.`);

export const routing = stage({
	id: 'routing',
	title: 'Where does the node send it?',
	explains:
		'The routing table decides by destination: an address of the node itself is taken in, everything else is forwarded.',
	depth: 'component',
	exits: ['local', 'forward', 'no-route'],
	decide({ network, device, packet }) {
		const config = network.node(device.name);
		const way = wayTo(config, packet.tuple.dst);
		if (!way) return { exit: 'no-route', verdict: 'drop', because: lost(config, packet.tuple.dst) };
		const { because, rules } = way;
		if (way.out === 'lo') return { exit: 'local', verdict: 'pass', because, rules };
		return {
			exit: 'forward',
			verdict: 'pass',
			because,
			rules,
			packet: { ...packet, out: way.out }
		};
	}
});

export const outputRoute = stage({
	id: 'output-route',
	title: 'Where does the process send it?',
	explains:
		'A process of the node sends: the route is looked up first, and it decides the source address.',
	depth: 'component',
	exits: ['routed', 'no-route'],
	decide({ network, device, packet }) {
		const config = network.node(device.name);
		const way = wayTo(config, packet.tuple.dst);
		if (!way) return { exit: 'no-route', verdict: 'drop', because: lost(config, packet.tuple.dst) };
		return {
			exit: 'routed',
			verdict: 'pass',
			because: way.because,
			rules: way.rules,
			packet: { ...packet, in: null, out: way.out }
		};
	}
});

export const outputReroute = stage({
	id: 'output-reroute',
	title: 'Is the way still right?',
	explains:
		'After the nat rules the destination may be another one, so the route is looked up again.',
	depth: 'rule',
	exits: ['routed', 'no-route'],
	decide({ network, device, packet }) {
		const config = network.node(device.name);
		const way = wayTo(config, packet.tuple.dst);
		if (!way) return { exit: 'no-route', verdict: 'drop', because: lost(config, packet.tuple.dst) };
		if (way.out === packet.out)
			return {
				exit: 'routed',
				verdict: 'pass',
				because: kernel('route-unchanged', `The way to ${packet.tuple.dst} is still ${way.out}.`)
			};
		return {
			exit: 'routed',
			verdict: 'pass',
			because: way.because,
			rules: way.rules,
			packet: { ...packet, out: way.out }
		};
	}
});
