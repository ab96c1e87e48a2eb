/**
 * Health probes as packets: Azure asks every node of a pool from 168.63.129.16,
 * and only those that answer get new flows (3.29, 3.33). They are walked before
 * the first packet that meets the rule, and never meet a load balancer themselves.
 */
import { platformAddress } from '../azure/platform.ts';
import { decidingStep } from '../expect/asked.ts';
import type { Journey } from '../machine/journey.ts';
import type { LoadBalancer, LoadBalancerRule, Network, Probe } from '../network.ts';
import type { Connection, Reason } from '../types.ts';
import type { Opened, Opening } from './connect.ts';
import { clientPort, type Start } from './legs.ts';

export interface Probed {
	readonly balancer: LoadBalancer;
	readonly rule: LoadBalancerRule;
	readonly connections: readonly Connection[];
	/** The rule with the nodes that answered. */
	readonly asked: LoadBalancerRule;
}

/** Opens a connection in a network where nothing was said yet. */
type Open = (opening: Opening) => Opened<null>;

/** Probes depend on the network alone, so they are walked once for each rule. */
const known = new WeakMap<Network, Map<string, Probed>>();

/** The rule by which a new flow was given to a node, or that had no node for it. */
export function ruleMet(
	{ loadBalancers }: Network,
	{ steps }: Journey
): { readonly balancer: LoadBalancer; readonly rule: LoadBalancerRule } | null {
	for (const { at, stage, rules, because } of steps) {
		const [row] = rules;
		if (at.kind !== 'load-balancer' || stage !== 'inbound' || !row) continue;
		if (because[0].code === 'load-balancer-flow-known') continue;
		const balancer = loadBalancers.find(({ name }) => name === at.name);
		const rule = balancer?.rules[row.number - 1];
		if (balancer && rule) return { balancer, rule };
	}
	return null;
}

export function probe(
	{ network, ownsPods }: Start,
	met: NonNullable<ReturnType<typeof ruleMet>>,
	open: Open
): Probed {
	const rules = known.get(network) ?? new Map<string, Probed>();
	known.set(network, rules);
	const { balancer, rule } = met;
	const key = `${balancer.name} ${balancer.rules.indexOf(rule)} ${ownsPods}`;
	const done = rules.get(key);
	if (done) return done;
	const probed = { ...met, ...askAll(network, rule, open) };
	rules.set(key, probed);
	return probed;
}

function askAll(
	network: Network,
	rule: LoadBalancerRule,
	open: Open
): Pick<Probed, 'connections' | 'asked'> {
	const { probe, pool } = rule;
	if (!probe) return { connections: [], asked: rule };
	const nodes = network.world.nodes.filter(({ name }) => pool.includes(name));
	const connections = nodes.map(({ name, address }, i) => {
		const { connection } = open({
			id: `p${i + 1}`,
			parent: null,
			purpose: 'probe',
			from: platformAddress,
			to: `node/${name}:${probe.port}`,
			device: { kind: 'platform', name: platformAddress },
			tuple: {
				protocol: 'tcp',
				src: platformAddress,
				srcPort: clientPort,
				dst: address,
				dstPort: probe.port
			}
		});
		return withStatus(network, connection, probe, name);
	});
	const healthy = nodes.flatMap(({ name }, i) => (isHealthy(connections[i]!) ? [name] : []));
	const isForeseen = healthy.join() === rule.healthy.join();
	return {
		connections,
		asked: isForeseen
			? rule
			: { ...rule, healthy, health: healthReason(rule, connections, healthy) }
	};
}

/** kube-proxy answers 200 where a ready endpoint runs beside it, and 503 elsewhere (3.29). */
function withStatus(
	{ world }: Network,
	connection: Connection,
	{ path, port }: Probe,
	node: string
): Connection {
	if (path !== '/healthz' || connection.disposition !== 'delivered') return connection;
	const service = world.services.find((one) => one.healthCheckNodePort === port);
	if (!service) return connection;
	const isServed = service.ports.some(({ endpoints }) =>
		endpoints.some((one) => one.ready && one.node === node)
	);
	return { ...connection, clientSees: isServed ? 'http-200' : 'http-503' };
}

/** A handshake is enough, and where a status is known it must be 200. What an application answers to `/` no manifest tells. */
const isHealthy = ({ disposition, clientSees }: Connection): boolean =>
	disposition === 'delivered' && clientSees !== 'http-503';

function healthReason(
	rule: LoadBalancerRule,
	connections: readonly Connection[],
	healthy: readonly string[]
): Reason {
	const failed = connections.find((one) => !isHealthy(one));
	const why = failed && decidingStep(failed)?.because[0];
	return {
		...rule.health,
		code: healthy.length > 0 ? 'load-balancer-rule' : 'load-balancer-no-healthy-node',
		says: `${healthy.length} of ${connections.length} nodes answer the probe.${failed ? ` ${failed.to.replace(/^node\/|:\d+$/g, '')} does not: ${why?.says}` : ''}`,
		certainty: 'inference',
		...(why?.source && { source: why.source })
	};
}

/** The network as the load balancer sees it once its probes have been answered. */
export const withHealth = (network: Network, { balancer, rule, asked }: Probed): Network => ({
	...network,
	loadBalancers: network.loadBalancers.map((one) =>
		one === balancer ? { ...one, rules: one.rules.map((own) => (own === rule ? asked : own)) } : one
	)
});
