/** Kinds that we know of and do not read, and why. */
import { nearest } from '../../scenario/nearest.ts';
import type { Fields } from '../field/fields.ts';
import { anything } from '../field/table.ts';
import type { Kind } from './manifest.ts';

function words(list: string): string[] {
	return list.trim().split(/\s+/);
}

/** All kinds of the groups that we read from: any other name there is a mistake. */
export const served: ReadonlyMap<string, readonly string[]> = new Map([
	[
		'',
		words(`Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node
		PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota
		Secret Service ServiceAccount`)
	],
	['apps', words('ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet')],
	['networking.k8s.io', words('IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR')],
	['discovery.k8s.io', words('EndpointSlice')]
]);

const makers = new Set(['CronJob', 'Job', 'ReplicationController', 'Rollout']);

const bystanders = new Set(
	words(`APIService Binding CertificateSigningRequest ClusterRole ClusterRoleBinding ComponentStatus
	ConfigMap ControllerRevision CSIDriver CSINode CustomResourceDefinition Event
	HorizontalPodAutoscaler Lease LimitRange MutatingWebhookConfiguration PersistentVolume
	PersistentVolumeClaim PodDisruptionBudget PodTemplate PriorityClass ResourceQuota Role RoleBinding
	RuntimeClass Secret ServiceAccount StorageClass ValidatingWebhookConfiguration VolumeAttachment`)
);

function whyIgnored(kind: string): string {
	if (kind === 'Endpoints') return 'Endpoints are deprecated: give the EndpointSlices';
	if (bystanders.has(kind)) return 'no packet asks it';
	if (makers.has(kind)) return 'its pods are not made here: give the pods';
	return 'this kind is not walked yet';
}

const versionOf = ({ group, version }: Kind): string => [group, version].filter(Boolean).join('/');

export function noteIgnored(head: Fields, kind: string): void {
	const metadata = head.map('metadata', anything);
	const names = [metadata.field('namespace').text(), metadata.field('name').text()];
	const what = [kind, names.filter(Boolean).join('/')].filter(Boolean).join(' ');
	head.notes.ignore(what, whyIgnored(kind), head.self.at);
}

export function noteUnknownVersion(
	head: Fields,
	kind: string,
	apiVersion: string,
	known: Kind
): void {
	const says = `is ${apiVersion}, in which no ${kind} is served`;
	head.field('apiVersion').problem('unknown-version', says, { try: `write ${versionOf(known)}` });
}

/** Notes a kind that its API group does not have. */
export function noteUnknownKind(
	head: Fields,
	kind: string,
	siblings: readonly string[],
	elsewhere: Kind | undefined
): void {
	const meant = nearest(kind, siblings);
	const attempt = elsewhere
		? { try: `write apiVersion: ${versionOf(elsewhere)}` }
		: meant
			? { try: `did you mean ${meant}?` }
			: {};
	head
		.field('kind')
		.problem('unknown-kind', `is ${kind}, which this apiVersion does not have`, attempt);
}
