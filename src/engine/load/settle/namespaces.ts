/** Namespaces that are given, and those that are only named. */
import type { Source } from '../../types.ts';
import type { Namespace, Objects } from '../../world.ts';

/** Fact 9.8: the API server sets it on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name';

export function settleNamespaces(objects: Objects): ReadonlyMap<string, Namespace> {
	const { pods, workloads, services, slices, policies } = objects;
	const namespaces = new Map<string, Namespace>();
	const add = (
		name: string,
		labels: Namespace['labels'],
		source: Source,
		where: Namespace['where']
	) => {
		if (!namespaces.has(name))
			namespaces.set(name, { name, labels: { ...labels, [nameLabel]: name }, source, where });
	};
	for (const { name, labels, source, where } of objects.namespaces)
		add(name, labels, source, where);
	for (const { namespace, source } of [...pods, ...workloads, ...services, ...slices, ...policies])
		add(namespace, {}, source, {});
	return namespaces;
}
