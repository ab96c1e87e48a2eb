/** Documents to objects: lists are opened, and the kind decides who reads. */
import type {
	EndpointSliceObject,
	Ignored,
	Namespace,
	NetworkPolicyObject,
	NodeObject,
	PodObject,
	Problem,
	ServiceObject,
	Workload
} from '../world.ts';
import { Field } from './field/field.ts';
import { Fields } from './field/fields.ts';
import { Notes, type Place } from './field/notes.ts';
import { anything } from './field/table.ts';
import { kinds } from './kinds/index.ts';
import { readManifest, type Kind } from './kinds/manifest.ts';
import { noteIgnored, noteUnknownKind, noteUnknownVersion, served } from './kinds/others.ts';
import { tables } from './tables.ts';
import type { Tree } from './text/tree.ts';

/** What an element of a typed list may leave out: `PodList` says it for all. */
interface Of {
	readonly kind: string | null;
	readonly apiVersion: string | null;
}
const itself: Of = { kind: null, apiVersion: null };

/** Everything that the manifests of one world hold. */
export class Shelf {
	readonly namespaces: Namespace[] = [];
	readonly nodes: NodeObject[] = [];
	readonly pods: PodObject[] = [];
	readonly workloads: Workload[] = [];
	readonly services: ServiceObject[] = [];
	readonly slices: EndpointSliceObject[] = [];
	readonly policies: NetworkPolicyObject[] = [];
	readonly problems: Problem[] = [];
	readonly ignored: Ignored[] = [];
	readonly #names = new Set<string>();

	/** Takes one document, object or list. */
	take(tree: Tree, place: Place, of: Of = itself): void {
		const notes = new Notes(place);
		const self = new Field(notes, '', tree, 0);
		if (tree.kind === 'list') this.#takeAll(self, place, of);
		else if (tree.kind === 'scalar')
			self.problem('not-an-object', `"${tree.text}" is no Kubernetes object`);
		else this.#takeMap(self, of);
		this.problems.push(...notes.problems);
		this.ignored.push(...notes.ignored);
	}

	#takeAll(list: Field, place: Place, of: Of): void {
		for (const { tree } of list.items()) if (tree) this.take(tree, place, of);
	}

	#takeMap(self: Field, of: Of): void {
		const { notes } = self;
		const head = new Fields(self, anything);
		const kind = head.field('kind').text() ?? of.kind;
		const apiVersion = head.field('apiVersion').text() ?? of.apiVersion;
		if (kind === null || apiVersion === null) {
			const missing = kind === null ? 'kind' : 'apiVersion';
			if (!notes.isFaulty)
				self.problem('not-an-object', `this map has no ${missing}, so it is no Kubernetes object`);
		} else if (
			kind === 'List' ||
			(kind.endsWith('List') && head.field('items').tree?.kind === 'list')
		) {
			const one = kind.slice(0, -'List'.length);
			this.#takeAll(
				new Fields(self, tables.list).field('items'),
				notes.place,
				one ? { kind: one, apiVersion } : itself
			);
		} else this.#takeObject(kind, apiVersion, head);
	}

	#takeObject(kind: string, apiVersion: string, head: Fields): void {
		const known = kinds.get(kind);
		const [version = '', group = ''] = apiVersion.split('/').reverse();
		const siblings = served.get(group);
		if (known?.group === group && known.version === version) this.#read(kind, known, head.self);
		else if (known && (known.group === group || known.former?.includes(apiVersion)))
			noteUnknownVersion(head, kind, apiVersion, known);
		else if (siblings && !siblings.includes(kind)) noteUnknownKind(head, kind, siblings, known);
		else noteIgnored(head, kind);
	}

	#read(kind: string, known: Kind, self: Field): void {
		const { notes } = self;
		const found = known.read(
			readManifest(kind, known, new Fields(self, known.fields ?? tables.object))
		);
		if (!notes.isFaulty && this.#names.has(notes.subject))
			self.problem('duplicate-object', 'is given a second time');
		if (notes.isFaulty)
			this.ignored.push({
				what: notes.subject,
				why: 'it has an error, so it is left out',
				source: self.source
			});
		if (!found || notes.isFaulty) return;
		this.#names.add(notes.subject);
		this.namespaces.push(...(found.namespaces ?? []));
		this.nodes.push(...(found.nodes ?? []));
		this.pods.push(...(found.pods ?? []));
		this.workloads.push(...(found.workloads ?? []));
		this.services.push(...(found.services ?? []));
		this.slices.push(...(found.slices ?? []));
		this.policies.push(...(found.policies ?? []));
	}
}
