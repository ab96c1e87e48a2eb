/**
 * The kinds that are read.
 *
 * To add one: a file beside this one, its fields in `../tables.ts`, its line in the list below.
 */
import { endpointSlice } from './endpoint-slice.ts';
import type { Kind } from './manifest.ts';
import { namespace } from './namespace.ts';
import { networkPolicy } from './network-policy.ts';
import { node } from './node.ts';
import { pod } from './pod.ts';
import { service } from './service.ts';
import { daemonSet, deployment, replicaSet, statefulSet } from './workload.ts';

export const kinds: ReadonlyMap<string, Kind> = new Map(
	Object.entries({
		Namespace: namespace,
		Node: node,
		Pod: pod,
		Deployment: deployment,
		StatefulSet: statefulSet,
		DaemonSet: daemonSet,
		ReplicaSet: replicaSet,
		Service: service,
		EndpointSlice: endpointSlice,
		NetworkPolicy: networkPolicy
	})
);
