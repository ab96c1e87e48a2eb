/** The rules that AKS writes into its own security group for LoadBalancer Services (3.37 to 3.43). */
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { EffectiveGroup } from '../../network.ts';
import type { Protocol } from '../../types.ts';
import type { SecurityRule, Service, World } from '../../world.ts';
import { documented } from '../documented.ts';
import { allowedTo } from './allowed.ts';
import { hasFloatingIP, isBalanced, isSwitchedOn } from './names.ts';

type Explained = EffectiveGroup['rules'][number];

/** A rule before it has a number, and the words that explain it. */
interface Wanted extends Omit<Explained, 'priority' | 'because'> {
	readonly service: string;
	readonly says: { readonly fact: string; readonly text: string };
}

/** SCTP has no word of its own in Azure. */
const azureProtocol = { tcp: 'Tcp', udp: 'Udp', sctp: '*', icmp: '*' } as const;
const protocols = ['tcp', 'udp', 'sctp'] as const;

/** One name for equal protocol, sources and ports, so that Services share a rule (3.37). */
export const allowRuleName = (
	protocol: keyof typeof azureProtocol,
	sources: readonly string[],
	ports: readonly string[]
): string => {
	const text = [azureProtocol[protocol], [...sources].sort().join(), [...ports].sort().join()].join(
		'_'
	);
	return `k8s-azure-lb_allow_IPv4_${bytesToHex(md5(utf8ToBytes(text)))}`;
};

/** Adds the rules of all Services, in the order of Services, to those that are there. */
export function withServiceRules(there: readonly Explained[], world: World): readonly Explained[] {
	const rules = new Map(there.map((rule) => [rule.name, rule]));
	const wanted = world.services
		.filter((one) => isBalanced(one) && !isSwitchedOn(one, 'azure-disable-load-balancer-nsg-rule'))
		.flatMap((service) => wantedBy(service, world));
	for (const [name, [first, ...others]] of Map.groupBy(wanted, (rule) => rule.name)) {
		if (!first) continue;
		const { service, says, ...rule } = first;
		const known = rules.get(name);
		const all = [
			...(known?.destinations ?? []),
			...[first, ...others].flatMap((one) => one.destinations)
		];
		const more = others.length > 0 ? ` and ${others.length} more` : '';
		rules.set(name, {
			...(known ?? {
				...rule,
				priority: free(rules, rule),
				because: documented(
					'security-rule',
					says.fact,
					`${says.text} Service ${service}${more}.`,
					rule.source
				)
			}),
			destinations: [...new Set(all)].sort()
		});
	}
	return [...rules.values()];
}

/** Allow rules take the first free number from 500 upwards, deny rules from 4095 downwards (3.38). */
function free(
	rules: ReadonlyMap<string, Explained>,
	{ access, direction }: Pick<SecurityRule, 'access' | 'direction'>
): number {
	const taken = new Set(
		[...rules.values()]
			.filter((rule) => rule.direction === direction)
			.map(({ priority }) => priority)
	);
	const step = access === 'Allow' ? 1 : -1;
	let priority = access === 'Allow' ? 500 : 4095;
	while (taken.has(priority)) priority += step;
	return priority;
}

function wantedBy(service: Service, { nodes }: World): readonly Wanted[] {
	const allowed = allowedTo(service);
	if (!allowed || service.frontends.length === 0) return [];
	const isFloating = hasFloatingIP(service);
	// Without floating IP the packet arrives for a node and its node port (3.39).
	const destinations = (
		isFloating ? service.frontends.map(({ ip }) => ip) : nodes.map(({ address }) => address)
	).toSorted();
	const common = {
		direction: 'inbound',
		sourcePorts: ['*'],
		destinations,
		source: service.source,
		service: `${service.namespace}/${service.name}`
	} as const;
	return [
		...protocols.flatMap((protocol) => {
			const ports = portsOf(service, protocol, isFloating);
			if (ports.length === 0) return [];
			return allowed.sources.map((sources): Wanted => ({
				...common,
				name: allowRuleName(protocol, sources, ports),
				access: 'Allow',
				protocol: protocol === 'sctp' ? '*' : protocol,
				sources,
				destinationPorts: ports,
				says: {
					fact: '3.37',
					text: `AKS keeps this rule, which lets ${sources.join(', ')} in on port ${ports.join(', ')}, for`
				}
			}));
		}),
		...(allowed.denyOthers ? [{ ...denyOthers, ...common }] : [])
	];
}

const portsOf = (service: Service, protocol: Protocol, isFloating: boolean): readonly string[] =>
	service.ports
		.filter((port) => port.protocol === protocol)
		.map((port) => (isFloating ? port.port : port.nodePort))
		.filter((port) => port !== null)
		.map(String)
		.sort();

const denyOthers = {
	name: 'k8s-azure-lb_deny-all_IPv4',
	access: 'Deny',
	protocol: '*',
	sources: ['*'],
	destinationPorts: ['*'],
	says: {
		fact: '3.41',
		text: 'AKS denies everybody beside the source ranges, the virtual network too, for'
	}
} as const;
