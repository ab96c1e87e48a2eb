/**
 * Addresses of load balancers: what status says, what the Service asks for, otherwise
 * the next public one from 198.51.100.10 on, or for an internal load balancer the first
 * free one of its subnet above all nodes (2.25).
 */
import { contains, parseAddress } from '../../ip.ts';
import type { Service, ServiceObject, Subnet } from '../../world.ts';
import type { Addresses } from './addresses.ts';
import { nameOf, type Findings } from './findings.ts';
import { firstInSubnet } from './nodes.ts';

const publicRange = '198.51.0.0/16';
const firstPublic = 100 * 256 + 10;
const annotation = 'service.beta.kubernetes.io/azure-load-balancer-';

type Frontends = Service['frontends'];

/** What a Service asks for is nobody else's to be given. */
export function claimFrontends(services: readonly ServiceObject[], addresses: Addresses): void {
	for (const service of services)
		for (const ip of asked(service))
			if (addresses.owner(ip) === undefined) addresses.claim(ip, `service/${nameOf(service)}`);
}

export class LoadBalancers {
	readonly #subnets: readonly Subnet[];
	readonly #usual: Subnet | undefined;
	readonly #addresses: Addresses;
	readonly #findings: Findings;
	/** `198.51.100.10 tcp 80` → the Service that has it. Services may share an address, but not its ports. */
	readonly #owners = new Map<string, string>();

	constructor(
		subnets: readonly Subnet[],
		usual: Subnet | undefined,
		addresses: Addresses,
		findings: Findings
	) {
		this.#subnets = subnets;
		this.#usual = usual;
		this.#addresses = addresses;
		this.#findings = findings;
	}

	give(service: ServiceObject): Frontends {
		const { type, loadBalancerClass, ingress, source, where } = service;
		if (type !== 'LoadBalancer') return [];
		const internal = service.annotations[`${annotation}internal`] === 'true';
		if (ingress.length)
			return ingress
				.map((one) => ({ ...one, internal }))
				.filter(({ ip }) => this.#take(ip, service));
		if (loadBalancerClass !== null) {
			const says = `Service ${nameOf(service)} has the class ${loadBalancerClass}, so Azure gives it no address`;
			this.#findings.problem(
				'load-balancer-class',
				says,
				where['spec.loadBalancerClass'] ?? source
			);
			return [];
		}
		const ip = internal
			? this.#internal(service)
			: (asked(service)[0] ??
				this.#addresses.allocate(publicRange, `service/${nameOf(service)}`, firstPublic));
		return ip !== null && this.#take(ip, service) ? [{ ip, ipMode: 'VIP', internal }] : [];
	}

	#internal(service: ServiceObject): string | null {
		const { annotations, where, source } = service;
		const key = `${annotation}internal-subnet`;
		const name = annotations[key];
		const subnet =
			name === undefined ? this.#usual : this.#subnets.find((one) => one.name === name);
		if (!subnet) {
			const says = `Service ${nameOf(service)} names the subnet ${name}, which no virtual network has`;
			this.#findings.problem(
				'unknown-reference',
				says,
				where[`metadata.annotations.${key}`] ?? source
			);
			return null;
		}
		const [ip] = asked(service);
		if (ip === undefined) return this.#next(subnet, service);
		if (contains(subnet.prefix, ip)) return ip;
		const says = `Service ${nameOf(service)} asks for ${ip}, which is not in ${subnet.prefix} of subnet ${subnet.name}; its load balancer stays pending`;
		this.#findings.problem('frontend-outside-subnet', says, placeOfAsked(service), {
			fact: '11.21'
		});
		return null;
	}

	#next({ name, prefix }: Subnet, service: ServiceObject): string | null {
		const owner = nameOf(service);
		const ip = this.#addresses.allocate(prefix, `service/${owner}`, firstInSubnet);
		const says = `subnet ${name} (${prefix}) has no address left for the load balancer of Service ${owner}`;
		if (ip === null)
			this.#findings.problem('range-exhausted', says, service.source, { fact: '2.25' });
		return ip;
	}

	#take(ip: string, service: ServiceObject): boolean {
		const keys = service.ports.map(({ port, protocol }) => `${ip} ${protocol} ${port}`);
		const holder = this.#addresses.owner(ip);
		const owner =
			keys.map((key) => this.#owners.get(key)).find((one) => one !== undefined) ??
			(holder?.startsWith('service/') === false ? holder : undefined);
		if (owner !== undefined) {
			this.#findings.problem(
				'frontend-taken',
				`Service ${nameOf(service)} asks for ${ip}, which ${owner} has; its load balancer stays pending`,
				placeOfAsked(service)
			);
			return false;
		}
		for (const key of keys) this.#owners.set(key, `Service ${nameOf(service)}`);
		return true;
	}
}

const ipv4 = `${annotation}ipv4`;

/** The addresses that status gives, or the one that annotation or field asks for. */
function asked({ type, ingress, annotations, loadBalancerIP }: ServiceObject): readonly string[] {
	if (type !== 'LoadBalancer') return [];
	if (ingress.length) return ingress.map(({ ip }) => ip);
	const ip = annotations[ipv4] ?? loadBalancerIP;
	return ip && parseAddress(ip) !== null ? [ip] : [];
}

const placeOfAsked = ({ where, source }: ServiceObject) =>
	where[`metadata.annotations.${ipv4}`] ??
	where['spec.loadBalancerIP'] ??
	where['status.loadBalancer.ingress'] ??
	source;
