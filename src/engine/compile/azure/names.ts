/** Names that Azure and AKS derive from others; digits that no manifest tells are derived from what is told. */
import type { Cluster, Service } from '../../world.ts';
import { digest } from '../plumb/names.ts';

/** Seen as eight digits in the names of a cluster's own resources (1.18, 7.12). */
const digits = ({ name }: Cluster): string =>
	String(Number.parseInt(digest(name, 12), 16) % 1e8).padStart(8, '0');

export const ownRouteTable = (cluster: Cluster): string =>
	`aks-agentpool-${digits(cluster)}-routetable`;

export const ownSecurityGroup = (cluster: Cluster): string =>
	`aks-agentpool-${digits(cluster)}-nsg`;

/** The letter `a` and the Service's UID without dashes, cut to 32 characters (3.20). */
export const loadBalancerBase = ({ namespace, name }: Service): string =>
	`a${digest(`${namespace}/${name}`, 32)}`.slice(0, 32);

const annotation = 'service.beta.kubernetes.io/';

/** An annotation of the Azure cloud provider, by the last part of its name. */
export const annotationOf = (service: Service, name: string): string | null =>
	service.annotations[annotation + name] ?? null;

export const isSwitchedOn = (service: Service, name: string): boolean =>
	annotationOf(service, name)?.toLowerCase() === 'true';

/** The items of an annotation that holds a list. */
export const listOf = (service: Service, name: string): readonly string[] =>
	(annotationOf(service, name) ?? '')
		.split(',')
		.map((item) => item.trim())
		.filter((item) => item !== '');

/** Floating IP is on unless the Service switches it off (3.14, 3.17). */
export const hasFloatingIP = (service: Service): boolean =>
	!isSwitchedOn(service, 'azure-disable-load-balancer-floating-ip');

/** Does Azure's cloud provider serve this Service: a class of its own is somebody else's. */
export const isBalanced = (service: Service): boolean =>
	service.type === 'LoadBalancer' && service.loadBalancerClass === null;

export const isInternal = (service: Service): boolean =>
	service.frontends.length > 0
		? service.frontends.some(({ internal }) => internal)
		: isSwitchedOn(service, 'azure-load-balancer-internal');
