/** Kinds that we know of and do not read, and why. */
import { nearest } from '../../scenario/nearest.ts';
import type { Fields } from '../field/fields.ts';
import type { Kind } from './manifest.ts';

/** All kinds of the groups that we read from: any other name there is a mistake. */
export const served: Readonly<Record<string, readonly string[]>> = {
	'': `Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume
		PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service
		ServiceAccount`.split(/\s+/),
	apps: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
	'networking.k8s.io': ['IPAddress', 'Ingress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR'],
	'discovery.k8s.io': ['EndpointSlice']
};

const makers = new Set(['CronJob', 'Job', 'ReplicationController', 'Rollout']);

const bystanders = new Set(
	`APIService Binding CertificateSigningRequest ClusterRole ClusterRoleBinding ComponentStatus
	ConfigMap ControllerRevision CSIDriver CSINode CustomResourceDefinition Event
	HorizontalPodAutoscaler Lease LimitRange MutatingWebhookConfiguration PersistentVolume
	PersistentVolumeClaim PodDisruptionBudget PodTemplate PriorityClass ResourceQuota Role RoleBinding
	RuntimeClass Secret ServiceAccount StorageClass ValidatingWebhookConfiguration VolumeAttachment`.split(
		/\s+/
	)
);

export function whyIgnored(kind: string): string {
	if (kind === 'Endpoints') return 'Endpoints are deprecated: give the EndpointSlices';
	if (bystanders.has(kind)) return 'no packet asks it';
	if (makers.has(kind)) return 'its pods are not made here: give the pods';
	return 'this kind is not walked yet';
}

/** Notes a kind that its API group does not have. */
export function noteUnknownKind(
	head: Fields,
	kind: string,
	siblings: readonly string[],
	elsewhere: Kind | undefined
): void {
	const meant = nearest(kind, siblings);
	const right = elsewhere && [elsewhere.group, elsewhere.version].filter(Boolean).join('/');
	const attempt = right
		? { try: `write apiVersion: ${right}` }
		: meant
			? { try: `did you mean ${meant}?` }
			: {};
	head
		.field('kind')
		.problem('unknown-kind', `is ${kind}, which this apiVersion does not have`, attempt);
}
