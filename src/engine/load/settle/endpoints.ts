/** The endpoints of each port of a Service: from its EndpointSlices where they are given, otherwise from its selector. */
import type {
	Endpoint,
	EndpointSliceObject,
	Pod,
	ServiceObject,
	ServicePort
} from '../../world.ts';
import { nameOf, type Findings } from './findings.ts';
import type { PodIndex } from './pod-index.ts';
import { fromSlices } from './slice-endpoints.ts';

interface Asking {
	readonly pods: PodIndex;
	readonly slices: ReadonlyMap<string, readonly EndpointSliceObject[]>;
	readonly byName: ReadonlyMap<string, Pod>;
	readonly findings: Findings;
}

export function endpointsOf(
	service: ServiceObject,
	ports: readonly ServicePort[],
	asking: Asking
): readonly (readonly Endpoint[])[] {
	const slices = asking.slices.get(nameOf(service));
	const endpoints = slices
		? ports.map((port) => fromSlices(slices, port, asking.byName))
		: fromSelector(service, ports, asking);
	if (service.type !== 'ExternalName') checkReady(service, endpoints, slices !== undefined, asking);
	return endpoints.map(inOrder);
}

/** As kube-proxy sorts them, one for each address and port. */
function inOrder(endpoints: readonly Endpoint[]): readonly Endpoint[] {
	const byPlace = new Map<string, Endpoint>();
	for (const endpoint of endpoints) {
		const place = `${endpoint.address}:${endpoint.port}`;
		if (!byPlace.has(place)) byPlace.set(place, endpoint);
	}
	return [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, endpoint]) => endpoint);
}

function fromSelector(
	service: ServiceObject,
	ports: readonly ServicePort[],
	{ pods, findings }: Asking
): readonly (readonly Endpoint[])[] {
	const { selector, publishNotReadyAddresses } = service;
	const chosen = selector ? pods.labelled(service.namespace, selector) : [];
	if (selector && !chosen.length)
		findings.problem(
			'service-selects-nothing',
			`Service ${nameOf(service)} selects no pod`,
			service.where['spec.selector'] ?? service.source
		);
	return ports.map((port) => {
		const endpoints = chosen.flatMap((pod): readonly Endpoint[] => {
			const number = targetOf(port, pod);
			if (number === null) return [];
			const { ready: serving, terminating, source } = pod;
			// As the endpoint slice controller has it.
			const ready = publishNotReadyAddresses || (serving && !terminating);
			return [
				{
					address: pod.address,
					port: number,
					pod: nameOf(pod),
					node: pod.node,
					ready,
					serving,
					terminating,
					source
				}
			];
		});
		if (chosen.length && !endpoints.length)
			findings.problem(
				'target-port-unknown',
				`Service ${nameOf(service)} wants the port ${port.targetPort}, which no pod that it selects names`,
				port.source
			);
		return endpoints;
	});
}

/** A name means what each pod says it means. */
function targetOf({ targetPort, protocol }: ServicePort, { ports }: Pod): number | null {
	if (typeof targetPort === 'number') return targetPort;
	return ports.find((port) => port.name === targetPort && port.protocol === protocol)?.port ?? null;
}

function checkReady(
	service: ServiceObject,
	endpoints: readonly (readonly Endpoint[])[],
	hasSlices: boolean,
	{ findings }: Asking
): void {
	const name = nameOf(service);
	const all = endpoints.flat();
	if (all.some(({ ready }) => ready) || name === 'default/kubernetes') return;
	const says = all.length
		? `none of ${all.length} endpoints is ready`
		: hasSlices
			? 'its EndpointSlices hold none'
			: 'it has no selector and no EndpointSlice';
	if (all.length || hasSlices || !service.selector)
		findings.problem(
			'service-without-endpoints',
			`Service ${name} has no ready endpoint: ${says}`,
			service.source
		);
}
