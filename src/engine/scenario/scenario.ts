/**
 * A scenario folder as a value that survives JSON.
 *
 *   scenarios/clusterip/manifests.yaml  cluster.yaml  lesson.yaml
 *   scenarios/clusterip/<variant>/…     each may replace any of the three
 *
 * The seam is a record of file names to text: the page fills it at build time,
 * the command line from disk.
 */
import { read } from '../load/index.ts';
import type { Objects, Problem } from '../world.ts';
import { open } from './document.ts';
import { lesson as lessonShape, type Lesson } from './lesson.ts';
import { bad } from './shape.ts';

/** A file of a variant, for the view of its YAML. */
export interface ScenarioFile {
	readonly name: string;
	readonly text: string;
}

export interface Variant {
	readonly id: string;
	readonly title: string;
	readonly lesson: Lesson;
	readonly objects: Objects;
	readonly files: readonly ScenarioFile[];
}

export interface Scenario {
	readonly id: string;
	readonly lesson: Lesson;
	/** Never empty; `-s id` is the first one. */
	readonly variants: readonly [Variant, ...Variant[]];
}

export interface Shelf {
	/** Sorted by id. */
	readonly scenarios: readonly Scenario[];
	/** Mistakes in lessons; those in manifests stay with their objects. */
	readonly problems: readonly Problem[];
}

type Files = Readonly<Record<string, string>>;
const names = ['manifests.yaml', 'cluster.yaml', 'lesson.yaml'] as const;
type Name = (typeof names)[number];

/** The three files of a variant: its own, else the scenario's. */
const pathsOf = (files: Files, folder: string, variant: string | null) =>
	Object.fromEntries(
		names.map((name) => {
			const own = `${folder}/${variant}/${name}`;
			return [name, variant !== null && own in files ? own : `${folder}/${name}`];
		})
	) as Record<Name, string>;

function readLesson(path: string, files: Files, problems: Problem[]): Lesson | null {
	const { root, problems: found, parsed } = open(path, files[path] ?? '');
	const lesson = parsed ? lessonShape.read(root) : bad;
	problems.push(...found);
	return lesson === bad ? null : lesson;
}

function readVariant(
	files: Files,
	folder: string,
	id: string,
	title: string,
	lesson: Lesson
): Variant {
	const paths = pathsOf(files, folder, id);
	const [manifests, cluster] = [paths['manifests.yaml'], paths['cluster.yaml']];
	return {
		id,
		title,
		lesson,
		objects: read({
			manifests: { [manifests]: files[manifests] ?? '' },
			cluster: cluster in files ? { file: cluster, text: files[cluster]! } : null
		}),
		files: Object.values(paths).flatMap((name) =>
			name in files ? [{ name, text: files[name]! }] : []
		)
	};
}

function readScenario(files: Files, folder: string, problems: Problem[]): Scenario | null {
	const shared = `${folder}/lesson.yaml`;
	const lesson = readLesson(shared, files, problems);
	if (!lesson) return null;
	const wanted = lesson.variants.length
		? lesson.variants
		: [{ id: 'default', title: lesson.title }];
	const [first, ...others] = wanted.flatMap(({ id, title }) => {
		const path = pathsOf(files, folder, id)['lesson.yaml'];
		const own = path === shared ? lesson : readLesson(path, files, problems);
		return own ? [readVariant(files, folder, id, title, own)] : [];
	});
	return first ? { id: folder.split('/').at(-1)!, lesson, variants: [first, ...others] } : null;
}

/** Reads every scenario in a record of files; keys are paths that hold `scenarios/<id>/…`. */
export function readScenarios(files: Files): Shelf {
	const paths = Object.fromEntries(
		Object.entries(files).map(([path, text]) => [path.replace(/^.*?(?=scenarios\/)/, ''), text])
	);
	const folders = [
		...new Set(Object.keys(paths).flatMap((path) => /^scenarios\/[^/]+(?=\/)/.exec(path) ?? []))
	].sort();
	const problems: Problem[] = [];
	const scenarios = folders.flatMap((folder) => readScenario(paths, folder, problems) ?? []);
	return { scenarios, problems };
}
