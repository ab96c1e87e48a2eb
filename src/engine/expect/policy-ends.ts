/** The two ends of a line, as policies see them: pods, nodes, and addresses outside the cluster. */
import { byRule, candidates, resolverOf } from '../dns/index.ts';
import { findSource, findTarget, type End as Machine, type Named } from '../endpoints/index.ts';
import { parseAddress } from '../ip.ts';
import type { Network } from '../network.ts';
import { podNamed } from '../places.ts';
import type { End } from '../policy/index.ts';
import type { Mistake } from '../question.ts';
import type { Protocol } from '../types.ts';

/** What is asked for: one pod behind a Service, or the end that is named. */
export interface Goal {
	readonly end: End;
	readonly port: number;
	readonly protocol: Protocol;
}

/** Who holds an address; outside the cluster anybody may. */
function endAt(network: Network, address: string): End {
	const holder = network.owner(address);
	if (holder?.kind === 'pod') return { kind: 'pod', pod: holder.pod };
	if (holder?.kind === 'node') return { kind: 'node', name: holder.node.name, address };
	return { kind: 'outside', address };
}

export function sourceEnd(network: Network, words: string): End | Mistake {
	if (parseAddress(words) !== null) return endAt(network, words);
	const found = findSource(network, words);
	if ('code' in found) return found;
	const { device, address } = found;
	const pod = device.kind === 'pod' ? podNamed(network.world, device.name) : null;
	if (pod) return { kind: 'pod', pod };
	const node = network.world.nodes.find(
		({ name }) => device.kind === 'node' && name === device.name
	);
	return node
		? { kind: 'node', name: node.name, address: node.address }
		: { kind: 'outside', address: address ?? words };
}

/** Services are resolved before any policy is asked (fact 9.10): every ready endpoint is a goal of its own. */
export function goalsOf(
	network: Network,
	words: string,
	wanted: Protocol | null,
	from: string
): readonly Goal[] | Mistake {
	// Where the source is no machine of ours, any pod will do: to one, a Service has its ClusterIP.
	const source = findSource(network, from);
	const anyPod: Machine = { words: from, device: { kind: 'pod', name: '' }, address: null };
	const asker = 'code' in source || source.device.kind !== 'pod' ? anyPod : source;
	const target = findTarget(network, words, asker, wanted ?? undefined);
	if ('code' in target) return target;
	if ('name' in target) return goalsByName(network, target, wanted, asker);
	const [, namespace, name, port] = /^service\/([^/]+)\/([^:]+):(.+)$/.exec(words) ?? [];
	const service = network.world.services.find(
		(one) => one.namespace === namespace && one.name === name
	);
	if (!service) {
		if ('nowhere' in target) return { code: 'bad-endpoint', says: target.says };
		return [{ end: endAt(network, target.address), port: target.port, protocol: wanted ?? 'tcp' }];
	}
	const fitting = service.ports.filter((one) => one.name === port || String(one.port) === port);
	const meant = fitting.find((one) => one.protocol === (wanted ?? 'tcp')) ?? fitting[0];
	return (meant?.endpoints ?? [])
		.filter(({ ready }) => ready)
		.map((endpoint) => ({
			end: endAt(network, endpoint.address),
			port: endpoint.port,
			protocol: meant!.protocol
		}));
}

/** A name is looked up by rule: policies are asked about pods and addresses, never about names (9.10). */
function goalsByName(
	network: Network,
	{ name, port }: Named,
	wanted: Protocol | null,
	asker: Machine
): readonly Goal[] | Mistake {
	const { world } = network;
	const resolver = resolverOf(world, asker.device);
	const names = resolver ? candidates(name, resolver) : [name];
	const answers = names.map((one) => byRule(world, one));
	const found = answers.find(({ kind }) => kind === 'address') ?? answers.at(-1)!;
	if (found.kind !== 'address') return { code: 'unknown-endpoint', says: found.because[0].says };
	return found.known.flatMap(({ address }): readonly Goal[] => {
		const owner = network.owner(address);
		if (owner?.kind !== 'service')
			return [{ end: endAt(network, address), port, protocol: wanted ?? 'tcp' }];
		const { namespace, name: service } = owner.service;
		const goals = goalsOf(network, `service/${namespace}/${service}:${port}`, wanted, asker.words);
		return 'code' in goals ? [] : goals;
	});
}
