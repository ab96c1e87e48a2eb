import { matches } from '../../policy/selector.ts';
import type { Source } from '../../types.ts';
import type { Workload, WorkloadKind } from '../../world.ts';
import { Fields } from '../field/fields.ts';
import { readLabels, readSelector } from '../field/label.ts';
import { subdomain } from '../field/name.ts';
import type { Table } from '../field/table.ts';
import { tables } from '../tables.ts';
import type { Kind, Manifest } from './manifest.ts';
import { readOwner } from './pod.ts';
import { readPodSpec } from './pod-spec.ts';

const workload = (kind: WorkloadKind, table: Table): Kind => ({
	group: 'apps',
	version: 'v1',
	former: ['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1'],
	isNamespaced: true,
	name: subdomain,
	read: (manifest) => ({
		workloads: [readWorkload(kind, table, manifest)].filter((one) => one !== null)
	})
});

export const deployment = workload('Deployment', tables.deploymentSpec);
export const statefulSet = workload('StatefulSet', tables.statefulSetSpec);
export const daemonSet = workload('DaemonSet', tables.daemonSetSpec);
export const replicaSet = workload('ReplicaSet', tables.replicaSetSpec);

/** No cluster holds more. */
const replicaRange = { from: 0, to: 150_000, what: 'a number of pods' };

function readWorkload(kind: WorkloadKind, table: Table, manifest: Manifest): Workload | null {
	const { object, namespace, name, source, where } = manifest;
	const spec = new Fields(object.required('spec'), table);
	if (!spec.isGiven) return null;
	// A DaemonSet has no such field: it makes one pod a node.
	const replicas = kind === 'DaemonSet' ? null : spec.field('replicas').integer(replicaRange);
	const selectorField = spec.required('selector');
	const selector = readSelector(selectorField);
	const template = readTemplate(spec, manifest);
	if (!selector || !template) return null;
	if (!matches(selector, template.labels))
		selectorField.problem('selector-mismatch', 'does not match the labels of spec.template');
	return {
		kind,
		namespace,
		name,
		owner: readOwner(manifest),
		replicas: replicas ?? 1,
		selector,
		template,
		source,
		where
	};
}

function readTemplate(spec: Fields, { notes }: Manifest): Workload['template'] | null {
	const template = new Fields(spec.required('template'), tables.template);
	if (!template.isGiven) return null;
	const labels = readLabels(template.map('metadata', tables.metadata).field('labels'));
	const pod = readPodSpec(template.required('spec'));
	const begin = `${template.self.path}.`;
	const where = Object.entries(notes.where)
		.filter(([path]) => path.startsWith(begin))
		.map(([path, source]) => [path.slice(begin.length), source] as const);
	return {
		labels,
		...pod,
		podIP: null,
		hostIP: null,
		phase: 'Running',
		ready: true,
		terminating: false,
		source: template.self.source,
		where: Object.fromEntries<Source>(where)
	};
}
