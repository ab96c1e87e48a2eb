/** Where a question goes. */
import type { Network } from '../network.ts';
import type { Mistake } from '../question.ts';
import type { Protocol } from '../types.ts';
import type { Pod, Service, World } from '../world.ts';
import type { End, Named, Nowhere, Target } from './end.ts';
import { findPod } from './pod.ts';
import { vms } from './source.ts';
import { bad, internetAddress, parse, unknown, type Words } from './words.ts';

/** Where a question goes. `from` matters: a Service is reached by another address from outside. */
export function findTarget(
	network: Network,
	words: string,
	from: End,
	protocol: Protocol | undefined
): Target | Named | Nowhere | Mistake {
	if (words.includes('://'))
		return {
			words,
			nowhere: 'name-not-walked',
			says: 'URLs are not walked yet; give an address and a port.',
			port: 0
		};
	const parsed = parse(words);
	if (!parsed) return bad(words);
	const { world } = network;
	if (parsed.kind === 'service') return findService(world, words, parsed, from, protocol);

	let address: string;
	let pod: Pod | null = null;
	switch (parsed.kind) {
		case 'internet':
			address = internetAddress;
			break;
		case 'address':
			address = parsed.names[0]!;
			break;
		case 'name':
			return findName(words, parsed, protocol);
		case 'node': {
			const node = world.nodes.find(({ name }) => name === parsed.names.join('/'));
			if (!node)
				return unknown(
					'node',
					parsed.names.join('/'),
					world.nodes.map(({ name }) => name)
				);
			address = node.address;
			break;
		}
		case 'vm':
		case 'onprem': {
			const host = world.hosts.find(
				({ name, kind }) => name === parsed.names.join('/') && kind === 'vm'
			);
			if (!host) return unknown('vm', parsed.names.join('/'), vms(world));
			address = host.address;
			break;
		}
		default: {
			const found = findPod(network, parsed);
			if ('code' in found) return found;
			pod = found;
			address = found.address;
		}
	}
	if (protocol === 'icmp') return { words, address, port: 0, protocol };
	if (parsed.port === null) return missingPort(words, pod?.ports.map(({ port }) => port) ?? []);
	const named = pod?.ports.find(({ name }) => name === parsed.port)?.port;
	const port = named ?? portNumber(parsed.port);
	return port === null ? badPort(parsed.port) : { words, address, port, protocol: null };
}

/** A name as a resolver takes it: labels of letters, digits, hyphens and underscores. */
const isHostName = (text: string): boolean =>
	text.length <= 254 &&
	/^([a-z0-9_]([-a-z0-9_]{0,62})\.)*[a-z0-9_]([-a-z0-9_]{0,62})\.?$/i.test(text);

function findName(
	words: string,
	{ names, port }: Words,
	protocol: Protocol | undefined
): Named | Mistake {
	const name = names[0]!;
	if (!isHostName(name)) return bad(words);
	if (protocol === 'icmp') return { words, name, port: 0 };
	if (port === null) return missingPort(words, []);
	const number = portNumber(port);
	return number === null ? badPort(port) : { words, name, port: number };
}

const missingPort = (words: string, ports: readonly number[]): Mistake => ({
	code: 'port-missing',
	says: `${words} needs a port.`,
	try: `Write ${words}:${ports[0] ?? 80}${ports.length > 1 ? ` (it declares ${ports.join(', ')})` : ''}.`
});

const badPort = (port: string): Mistake => ({
	code: 'bad-port',
	says: `${JSON.stringify(port)} is not a port.`,
	try: 'Write a number from 1 to 65535, or the name of a declared port.'
});

const portNumber = (text: string): number | null =>
	/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535 ? Number(text) : null;

function findService(
	world: World,
	words: string,
	{ names, port }: Words,
	from: End,
	protocol: Protocol | undefined
): Target | Nowhere | Mistake {
	const service = world.services.find(
		({ namespace, name }) => `${namespace}/${name}` === names.join('/')
	);
	if (!service)
		return unknown(
			'service',
			names.join('/'),
			world.services.map(({ namespace, name }) => `${namespace}/${name}`)
		);
	if (port === null && protocol !== 'icmp')
		return missingPort(
			words,
			service.ports.map((one) => one.port)
		);
	const fitting = service.ports.filter((one) => one.name === port || String(one.port) === port);
	const meant = fitting.find((one) => one.protocol === (protocol ?? 'tcp')) ?? fitting[0];
	const number = meant?.port ?? (port === null ? 0 : portNumber(port));
	if (number === null) return badPort(port!);

	const address = addressFor(service, from);
	if (!address) return { words, port: number, ...noAddress(service, from) };
	return { words, address, port: number, protocol: meant?.protocol ?? null };
}

/** The ClusterIP from pods and nodes, else the first load balancer address. */
function addressFor(
	{ clusterIP, frontends, externalIPs }: Service,
	{ device }: End
): string | null {
	const inside = device.kind === 'pod' || device.kind === 'node';
	return (inside && clusterIP) || frontends[0]?.ip || externalIPs[0] || null;
}

function noAddress(
	{ headless, type, name }: Service,
	{ device }: End
): Pick<Nowhere, 'nowhere' | 'says'> {
	if (headless)
		return {
			nowhere: 'headless-no-address',
			says: `${name} is headless and has no address of its own; ask for it by its name, which stands for pod addresses.`
		};
	if (type === 'ExternalName')
		return {
			nowhere: 'name-not-walked',
			says: `${name} is only an alias in DNS; ask for it by its name.`
		};
	return {
		nowhere: 'name-unresolved',
		says: `Service ${name} of type ${type} has no address that ${device.name} could use from outside the cluster.`
	};
}
