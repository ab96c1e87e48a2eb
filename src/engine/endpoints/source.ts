/** Where a question starts. */
import { isPlatform } from '../azure/platform.ts';
import { isPrivate } from '../ip.ts';
import type { Network } from '../network.ts';
import type { Mistake } from '../question.ts';
import type { World } from '../world.ts';
import type { End } from './end.ts';
import { findPod, podDevice } from './pod.ts';
import { bad, internetAddress, parse, unknown } from './words.ts';

/** Where a question starts. An address is the device that owns it, else a host where its prefix lies. */
export function findSource(network: Network, words: string): End | Mistake {
	const parsed = parse(words);
	if (!parsed) return bad(words);
	const { world } = network;
	const name = parsed.names.join('/');
	switch (parsed.kind) {
		case 'internet':
			return hostAt(network, words, internetAddress);
		case 'address':
			return hostAt(network, words, name);
		case 'node': {
			if (!world.nodes.some((node) => node.name === name))
				return unknown(
					'node',
					name,
					world.nodes.map((node) => node.name)
				);
			return { words, device: { kind: 'node', name }, address: null };
		}
		case 'vm':
		case 'onprem': {
			const host = world.hosts.find((one) => one.name === name && one.kind === 'vm');
			return host
				? { words, device: { kind: 'vm', name }, address: host.address }
				: unknown('vm', name, vms(world));
		}
		case 'service':
			return {
				code: 'bad-endpoint',
				says: `A Service sends nothing: ${words} cannot be a source.`,
				try: 'Name one of its pods.'
			};
		case 'name':
			return bad(words);
		default: {
			const pod = findPod(network, parsed);
			return 'code' in pod
				? pod
				: { words, device: podDevice(pod), address: pod.hostNetwork ? null : pod.address };
		}
	}
}

export const vms = ({ hosts }: World): readonly string[] =>
	hosts.filter(({ kind }) => kind === 'vm').map(({ name }) => name);

/** The device that owns an address, else a host that is placed there: public ones on the internet. */
function hostAt(network: Network, words: string, address: string): End | Mistake {
	if (isPlatform(address)) return { words, device: { kind: 'platform', name: address }, address };
	const owner = network.owner(address);
	switch (owner?.kind) {
		case 'pod':
			return {
				words,
				device: podDevice(owner.pod),
				address: owner.pod.hostNetwork ? null : address
			};
		case 'node':
			return { words, device: { kind: 'node', name: owner.node.name }, address: null };
		case 'host':
			return { words, device: { kind: owner.host.kind, name: owner.host.name }, address };
		case 'service':
		case 'frontend':
		case 'outbound':
			return {
				code: 'bad-endpoint',
				says: `${address} is a Service or load balancer address; nothing sends from it.`,
				try: 'Name a pod, a node, a vm or the internet.'
			};
	}
	if (!isPrivate(address))
		return { words, device: { kind: 'internet-host', name: address }, address };
	return {
		code: 'unknown-endpoint',
		says: `No machine holds ${address}.`,
		try: 'Add it to packetwalk.hosts in cluster.yaml with its subnet.'
	};
}
