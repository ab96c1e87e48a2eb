/** What every Kubernetes object begins with. */
import type { Source } from '../../types.ts';
import type { Labels, Objects, Where } from '../../world.ts';
import { Fields } from '../field/fields.ts';
import { readLabels, readTexts } from '../field/label.ts';
import { dnsLabel, readName, type NameRule } from '../field/name.ts';
import type { Notes } from '../field/notes.ts';
import type { Table } from '../field/table.ts';
import { tables } from '../tables.ts';

export interface Manifest {
	readonly object: Fields;
	readonly metadata: Fields;
	readonly notes: Notes;
	readonly namespace: string;
	readonly name: string;
	readonly labels: Labels;
	readonly annotations: Labels;
	readonly source: Source;
	readonly where: Where;
}

/** The lists of `Objects` that manifests fill. */
export type Found = Partial<
	Pick<Objects, 'namespaces' | 'nodes' | 'pods' | 'workloads' | 'services' | 'slices' | 'policies'>
>;

export interface Kind {
	readonly group: string;
	readonly version: string;
	/** Versions that were served once, and are no more. */
	readonly former?: readonly string[];
	readonly isNamespaced: boolean;
	readonly name: NameRule;
	/** Fields at the top, where they are not the usual ones. */
	readonly fields?: Table;
	/** Null where the object is set aside. */
	readonly read: (manifest: Manifest) => Found | null;
}

export function readManifest(
	kind: string,
	{ isNamespaced, name: rule }: Kind,
	object: Fields
): Manifest {
	const { notes } = object;
	const metadata = new Fields(object.required('metadata'), tables.metadata);
	const given = metadata.field('namespace');
	const namespace = isNamespaced ? (given.text() ?? 'default') : '';
	const name = metadata.self.isGiven ? metadata.required('name').text() : null;
	notes.subject = [kind, [namespace, name].filter(Boolean).join('/')].filter(Boolean).join(' ');
	readName(metadata.field('name'), rule);
	if (isNamespaced) readName(given, dnsLabel);
	return {
		object,
		metadata,
		notes,
		namespace,
		name: name ?? '',
		labels: readLabels(metadata.field('labels')),
		annotations: readTexts(metadata.field('annotations')),
		source: object.self.source,
		where: notes.where
	};
}
