/**
 * Who is on stage: the world seen from one trace. What the packet meets is drawn
 * whole, what it could have met comes next, and the rest is counted.
 */
import type { Network } from '#engine/network.ts';
import type { Trace } from '#engine/types.ts';
import type { Pod, World } from '#engine/world.ts';
import { passages, visitsOf, type Visit } from './walk.ts';

export interface Actor {
	readonly id: string;
	readonly name: string;
	/** Address or range, drawn at the right. */
	readonly detail: string;
	readonly walked: boolean;
}

export interface Machine extends Actor {
	readonly kind: 'node' | 'vm';
	readonly pods: readonly Actor[];
	/** Would the packet have come here, had another choice been made? */
	readonly possible: boolean;
}

export interface Subnet extends Actor {
	readonly gateway: Actor;
	readonly machines: readonly Machine[];
}

export interface Cast {
	readonly hosts: readonly Actor[];
	readonly loadBalancers: readonly Actor[];
	readonly network: Actor;
	readonly subnets: readonly Subnet[];
	/** The visits of each leg, in play order. */
	readonly visits: readonly (readonly Visit[])[];
	/** The same by connection: there and back. The next packet goes where the first one went. */
	readonly trips: readonly (readonly (readonly Visit[])[])[];
}

/** Names of pods and nodes that some choice of this trace offered. */
const offered = ({ choices }: Trace): ReadonlySet<string> =>
	new Set(
		choices.flatMap(({ options }) => options.map(({ value }) => value.replace(/^(pod|node)\//, '')))
	);

function hostsOf({ hosts }: World, walked: ReadonlySet<string>, trace: Trace): readonly Actor[] {
	const known = new Map(hosts.map(({ name, address }) => [name, address]));
	const ids = [...walked].filter((id) => id.startsWith('internet-host/'));
	return ids.map((id) => {
		const name = id.slice('internet-host/'.length);
		const isClient = trace.from === 'internet' || trace.from === name;
		const detail = known.get(name) ?? name;
		return {
			id,
			name: known.has(name) ? name : isClient ? 'client' : 'host',
			detail,
			walked: true
		};
	});
}

function loadBalancersOf(
	{ loadBalancers }: Network,
	walked: ReadonlySet<string>,
	trace: Trace
): readonly Actor[] {
	const asked = trace.connections.map(({ request }) => request.steps[0]?.before.dst);
	const platform = [...walked]
		.filter((id) => id.startsWith('platform/'))
		.map((id): Actor => ({
			id,
			name: 'Azure platform',
			detail: id.slice('platform/'.length),
			walked: true
		}));
	const all = loadBalancers.map(({ name, rules, outboundIP }): Actor => {
		const rule = rules.find(({ frontend }) => asked.includes(frontend));
		const id = `load-balancer/${name}`;
		return {
			id,
			name: 'load balancer',
			detail: rule?.frontend ?? outboundIP ?? rules[0]?.frontend ?? '',
			walked: walked.has(id)
		};
	});
	const met = all.filter((one) => one.walked);
	return [...(met.length || platform.length ? met : all.slice(0, 1)), ...platform];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function castOf(world: World, network: Network, trace: Trace): Cast {
	const played = passages(trace);
	const legs = played.map(({ leg }) => visitsOf(leg, world));
	const walked = new Set(legs.flat().map(({ box }) => box));
	const choices = offered(trace);

	const podsOn = new Map<string, Pod[]>();
	for (const pod of world.pods)
		if (!pod.hostNetwork) podsOn.set(pod.node, [...(podsOn.get(pod.node) ?? []), pod]);
	const rank = (pod: Pod) =>
		walked.has(`pod/${pod.namespace}/${pod.name}`)
			? 0
			: choices.has(`${pod.namespace}/${pod.name}`)
				? 1
				: 2;
	const podActor = ({ namespace, name, address }: Pod): Actor => {
		const id = `pod/${namespace}/${name}`;
		return { id, name, detail: address, walked: walked.has(id) };
	};
	const podsOf = (node: string) =>
		(podsOn.get(node) ?? [])
			.sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name))
			.map(podActor);

	const nodes = world.nodes.map((node): Machine & { readonly subnet: string } => {
		const id = `node/${node.name}`;
		const pods = podsOf(node.name);
		return {
			id,
			kind: 'node',
			name: node.name,
			detail: node.address,
			walked: walked.has(id) || pods.some((pod) => pod.walked),
			pods,
			possible: choices.has(node.name) || pods.some((pod) => choices.has(pod.id.slice(4))),
			subnet: node.subnet
		};
	});
	const vms = world.hosts
		.filter(({ kind }) => kind === 'vm')
		.map((host): Machine & { readonly subnet: string } => {
			const id = `vm/${host.name}`;
			return {
				id,
				kind: 'vm',
				name: host.name,
				detail: host.address,
				walked: walked.has(id),
				pods: [],
				possible: false,
				subnet: host.subnet ?? ''
			};
		});
	const machines = [...nodes, ...vms];

	const home =
		world.cluster.virtualNetworks.find(({ subnets }) =>
			subnets.some(({ name }) => machines.some(({ subnet }) => subnet === name))
		) ?? world.cluster.virtualNetworks[0];
	const subnets = (home?.subnets ?? []).map(({ name, prefix }): Subnet => {
		const id = `subnet-gateway/${name}`;
		const gateway: Actor = {
			id,
			name: 'subnet gateway',
			detail: 'effective routes',
			walked: walked.has(id)
		};
		const inside = machines.filter(({ subnet }) => subnet === name);
		return {
			id: `subnet/${name}`,
			name,
			detail: prefix,
			walked: gateway.walked || inside.some((one) => one.walked),
			gateway,
			machines: inside
		};
	});
	return {
		hosts: hostsOf(world, walked, trace),
		loadBalancers: loadBalancersOf(network, walked, trace),
		network: {
			id: 'vnet',
			name: home?.name ?? 'vnet',
			detail: home?.prefixes.join(', ') ?? '',
			walked: subnets.some((one) => one.walked)
		},
		subnets: subnets.filter(({ machines: inside, walked: met }) => inside.length > 0 || met),
		visits: legs,
		trips: trace.connections.map(({ id }) =>
			legs.filter((_, i) => played[i]!.connection.id === id && played[i]!.name !== 'next')
		)
	};
}

/** The machine that a pod stands on; any other box is its own home. */
export function homeOf({ pods }: World, box: string): string {
	const pod = box.startsWith('pod/')
		? pods.find(({ namespace, name }) => box === `pod/${namespace}/${name}`)
		: undefined;
	return pod ? `node/${pod.node}` : box;
}
