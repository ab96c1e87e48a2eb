/** Endpoints that EndpointSlices give. */
import type { Endpoint, EndpointSliceObject, Pod, ServicePort } from '../../world.ts';
import { nameOf } from './findings.ts';

export function fromSlices(
	slices: readonly EndpointSliceObject[],
	{ name, protocol }: ServicePort,
	byName: ReadonlyMap<string, Pod>
): readonly Endpoint[] {
	return slices.flatMap((slice) => {
		const port = slice.ports.find((one) => one.name === name && one.protocol === protocol);
		if (!port) return [];
		return slice.endpoints.flatMap(
			({ addresses, pod: podName, nodeName, ready, serving, terminating, source }) => {
				const pod = podName === null ? undefined : byName.get(`${slice.namespace}/${podName}`);
				// All addresses of one endpoint lead to the same place: the first counts, as for kube-proxy.
				const address = addresses[0] ?? pod?.address;
				if (address === undefined) return [];
				const end = {
					address,
					port: port.port,
					pod: pod ? nameOf(pod) : null,
					node: nodeName ?? pod?.node ?? null,
					ready,
					serving,
					terminating,
					source
				};
				return [end];
			}
		);
	});
}
