/**
 * The reading half of loading: text to objects, each with its place, and everything that is wrong.
 * Only this half needs a YAML parser; `settle` works on what it answers.
 */
import type { Objects, Problem } from '../world.ts';
import { readCluster } from './cluster/read.ts';
import { defaultCluster } from './cluster/default.ts';
import { placesIn, type Place } from './field/notes.ts';
import { Shelf } from './manifests.ts';
import { inFileOrder } from './order.ts';
import { problem } from './problems.ts';
import { parse } from './text/parse.ts';
import type { Parsed } from './text/tree.ts';

export interface Input {
	/** Text by file name, in the order in which they were given. */
	readonly manifests: Readonly<Record<string, string>>;
	readonly cluster?: { readonly file: string; readonly text: string } | null;
}

export function read({ manifests, cluster: given }: Input): Objects {
	const shelf = new Shelf();
	for (const [file, text] of Object.entries(manifests)) {
		const { documents, place, faults } = open(file, text);
		shelf.problems.push(...faults);
		for (const document of documents) shelf.take(document, place);
	}
	const files = [...Object.keys(manifests), ...(given ? [given.file] : [])];
	const { namespaces, nodes, pods, workloads, services, slices, policies } = shelf;
	const cluster = given
		? openCluster(given.file, given.text)
		: { cluster: defaultCluster('overlay'), problems: [], ignored: [] };
	return {
		files,
		namespaces,
		nodes,
		pods,
		workloads,
		services,
		slices,
		policies,
		cluster: cluster.cluster,
		problems: [...shelf.problems, ...cluster.problems].sort(inFileOrder(files)),
		ignored: [...shelf.ignored, ...cluster.ignored].sort(inFileOrder(files))
	};
}

function openCluster(file: string, text: string): ReturnType<typeof readCluster> {
	const { documents, place, faults } = open(file, text);
	const read = readCluster(documents, place);
	return { ...read, problems: [...faults, ...read.problems] };
}

function open(
	file: string,
	text: string
): { documents: Parsed['documents']; place: Place; faults: readonly Problem[] } {
	const place = placesIn(file, text);
	const { documents, faults } = parse(text);
	const says = {
		unparsable: (what: string) => `not readable: ${what}`,
		'duplicate-key': (key: string) => `the key ${key} is written twice; the last one counts`
	};
	return {
		documents,
		place,
		faults: faults.map((fault) =>
			problem(fault.code, says[fault.code](fault.says), place(fault.at))
		)
	};
}
