/** Where a command's cluster comes from: a shipped scenario, or files of one's own. */
import { compile } from '#engine/compile/index.ts';
import { read, settle, type Overrides } from '#engine/load/index.ts';
import type { Network } from '#engine/network.ts';
import type { LessonPacket, Variant } from '#engine/scenario/index.ts';
import {
	modelIds,
	policyEngines,
	type ModelId,
	type Objects,
	type PolicyEngine
} from '#engine/world.ts';
import type { Arguments, Flags } from './command.ts';
import { didYouMean } from './command.ts';
import { textOf, manifestsOf } from './files.ts';
import { problemText } from './print.ts';
import { variantOf } from './shelf.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

export const fileFlags = {
	filename: {
		short: 'f',
		value: 'PATH',
		many: true,
		says: "File or folder with manifests, '-' for standard input; may be repeated. Of a folder its *.yaml, *.yml and *.json are read, not its subfolders; a cluster.yaml among them is the cluster."
	},
	cluster: {
		value: 'FILE',
		says: "The cluster: fields of 'az aks show', the Azure network around it, and the block packetwalk."
	},
	model: {
		value: 'kubenet|node-subnet|overlay',
		says: "Network model, instead of the cluster file's; azure-cni is node-subnet."
	},
	policy: {
		value: 'none|azure|calico',
		says: "Policy engine, instead of the cluster file's; npm is azure."
	}
} as const satisfies Flags;

export const inputFlags = {
	scenario: {
		short: 's',
		value: 'ID[/VARIANT]',
		says: 'A shipped scenario; see packetwalk scenario list.'
	},
	...fileFlags
} as const satisfies Flags;

export interface Input {
	readonly objects: Objects;
	readonly model: ModelId | null;
	readonly policy: PolicyEngine | null;
	/** The first packet of the lesson, when the input is a scenario. */
	readonly packet: LessonPacket | null;
	readonly isScenario: boolean;
	/** Files of which a part is neither YAML nor JSON. */
	readonly unreadable: readonly string[];
}

/** `azure-cni` is what people say for the flat model of node subnet. */
export function modelOf(given: Arguments): ModelId | null {
	const word = given.one('model');
	if (word === null) return null;
	const model = modelIds.find((id) => id === (word === 'azure-cni' ? 'node-subnet' : word));
	if (!model)
		throw new Stop(2, `unknown model: ${word}`, didYouMean(word, [...modelIds, 'azure-cni']));
	return model;
}

/** `npm` is what people call Azure Network Policy Manager. */
export function policyOf(given: Arguments): PolicyEngine | null {
	const word = given.one('policy');
	if (word === null) return null;
	const engine = policyEngines.find((id) => id === (word === 'npm' ? 'azure' : word));
	if (!engine)
		throw new Stop(
			2,
			`unknown policy engine: ${word}`,
			didYouMean(word, [...policyEngines, 'npm'])
		);
	return engine;
}

/** What was asked for instead of the cluster file's. */
export const overridesOf = ({ model, policy }: Pick<Input, 'model' | 'policy'>): Overrides => ({
	...(model && { model }),
	...(policy && { policyEngine: policy })
});

/** Files of which a part is neither YAML nor JSON. */
const unreadableIn = ({ problems }: Objects): readonly string[] => [
	...new Set(problems.filter(({ code }) => code === 'unparsable').map(({ source }) => source.file))
];

function scenarioObjects(
	{ files, objects }: Variant,
	cluster: Parameters<typeof read>[0]['cluster']
): Objects {
	if (!cluster) return objects;
	const manifests = Object.fromEntries(
		files
			.filter(({ name }) => name.endsWith('/manifests.yaml'))
			.map(({ name, text }) => [name, text])
	);
	return read({ manifests, cluster });
}

export async function inputOf(given: Arguments, terminal: Terminal): Promise<Input> {
	const [scenario, paths, clusterFile] = [
		given.one('scenario'),
		given.all('filename'),
		given.one('cluster')
	];
	if ((scenario === null) === (paths.length === 0))
		throw new Stop(
			2,
			scenario === null ? 'nothing to read' : '-s and -f exclude each other',
			'give either -s SCENARIO or -f PATH'
		);
	const model = modelOf(given);
	const policy = policyOf(given);
	const cluster =
		clusterFile === null ? null : { file: clusterFile, text: await textOf(clusterFile, terminal) };
	if (scenario !== null) {
		const variant = variantOf(scenario, terminal);
		const objects = scenarioObjects(variant, cluster);
		return {
			objects,
			model,
			policy,
			packet: variant.lesson.packets[0] ?? null,
			isScenario: true,
			unreadable: unreadableIn(objects)
		};
	}
	const found = await manifestsOf(paths, terminal);
	if (!cluster && found.clusters.length > 1)
		throw new Stop(
			2,
			`several cluster files: ${found.clusters.map(({ file }) => file).join(', ')}`,
			'name one with --cluster'
		);
	const objects = read({
		manifests: found.manifests,
		cluster: cluster ?? found.clusters[0] ?? null
	});
	return {
		objects,
		model,
		policy,
		packet: null,
		isScenario: false,
		unreadable: unreadableIn(objects)
	};
}

/** The compiled network. Stops where a text could not be read: what it holds may decide. */
export function networkOf(input: Input, terminal: Terminal): Network {
	const { objects, unreadable } = input;
	if (unreadable.length) {
		objects.problems.forEach((problem) => terminal.err(problemText(problem)));
		throw new Stop(3, `cannot read ${unreadable.join(', ')}`);
	}
	return compile(settle(objects, overridesOf(input)));
}
