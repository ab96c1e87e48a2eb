/** The words of a trace: what its parts are called on the page. Whole sentences are in `sentences.ts`. */
import { charts } from '#engine/charts/index.ts';
import type { Stop } from '#engine/charts/chart.ts';
import type { Stage } from '#engine/stages/stage.ts';
import type {
	Certainty,
	ClientSees,
	Device,
	Disposition,
	FiveTuple,
	Step,
	Verdict
} from '#engine/types.ts';

/** The stage that a step ran: its title and what it explains. Null for a step that no chart knows. */
export function stageOf({
	at,
	stage
}: Pick<Step, 'at' | 'stage'>): Pick<Stage, 'title' | 'explains'> | null {
	const stop: Stop = `${at.kind}/${stage}`;
	return charts.find(({ stops }) => stop in stops)?.stops[stop]?.stage ?? null;
}

export const titleOf = (step: Pick<Step, 'at' | 'stage'>): string =>
	stageOf(step)?.title ?? step.stage;

export const verdictWords = {
	pass: 'passes',
	rewrite: 'rewritten',
	deliver: 'delivered',
	drop: 'dropped',
	reject: 'rejected',
	undetermined: 'not settled'
} as const satisfies Record<Verdict, string>;

export const certaintyWords = {
	documented: 'documented',
	kernel: 'confirmed by a kernel',
	inference: 'our inference',
	unverified: 'not verified'
} as const satisfies Record<Certainty, string>;

/** The models by the names that people use: `kubenet`, `Azure CNI`, `Overlay`. */
export const modelTitle = (title: string): string =>
	title.replace(/ Node Subnet$/, '').replace(/^Azure CNI (?=\w)/, '');

const kindWords: Record<Device['kind'], string> = {
	pod: 'pod',
	node: 'node',
	nic: 'NIC of',
	'subnet-gateway': 'gateway of',
	'load-balancer': 'load balancer',
	vm: 'machine',
	internet: 'the internet',
	'internet-host': 'host',
	platform: 'Azure platform'
};

/** `node aks-nodepool1-000000`, `the internet`. */
export const deviceWords = ({ kind, name }: Device): string =>
	kind === 'internet' ? kindWords.internet : `${kindWords[kind]} ${name}`;

/** Where in a device a stage runs, in the field's own words: `nat PREROUTING`, `routing`, `security group`. */
export function placeWords({ at, stage }: Pick<Step, 'at' | 'stage'>): string {
	const hook = /^(raw|mangle|nat|filter)-(\w+)$/.exec(stage);
	if (hook) return `${hook[1]} ${hook[2]!.toUpperCase()}`;
	if (at.kind === 'nic')
		return stage.includes('nsg')
			? `${stage.startsWith('nic') ? 'NIC' : 'subnet'} security group`
			: stage.replaceAll('-', ' ');
	return stage.replace('output-', 'OUTPUT ').replaceAll('-', ' ');
}

export const address = (ip: string, port: number): string => (port ? `${ip}:${port}` : ip);
export const sourceOf = ({ src, srcPort }: FiveTuple): string => address(src, srcPort);
export const destinationOf = ({ dst, dstPort }: FiveTuple): string => address(dst, dstPort);
export const tupleWords = (tuple: FiveTuple): string =>
	`${sourceOf(tuple)} → ${destinationOf(tuple)}`;

/** What changed between two tuples: one line a field. */
export function changes(
	before: FiveTuple,
	after: FiveTuple
): readonly {
	readonly field: 'source' | 'destination';
	readonly from: string;
	readonly to: string;
}[] {
	const pairs = [
		{ field: 'source', from: sourceOf(before), to: sourceOf(after) },
		{ field: 'destination', from: destinationOf(before), to: destinationOf(after) }
	] as const;
	return pairs.filter(({ from, to }) => from !== to);
}

export const dispositionWords = {
	delivered: 'The request arrives and its answer returns.',
	answered: 'A proxy on the way answers by itself.',
	refused: 'The request is refused.',
	dropped: 'The request is dropped in silence.',
	'no-route': 'No route leads on.',
	'reply-dropped': 'The request arrives, but its answer is lost.',
	unresolved: 'The name has no address, so no packet exists.',
	loop: 'The packet goes round in a circle.',
	undetermined: 'What happens cannot be settled from what is given.'
} as const satisfies Record<Disposition, string>;

/** `pod/shop/web-0` as `pod shop/web-0`. */
export const endpointWords = (words: string): string =>
	words.replace(/^(pod|node|vm|service)\//, '$1 ');

export const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** What the client observes. */
export function seenWords(sees: ClientSees): string {
	const words: Partial<Record<ClientSees, string>> = {
		answer: 'an answer',
		refused: 'connection refused',
		reset: 'connection reset',
		timeout: 'a time-out',
		unreachable: 'host unreachable',
		'name-error': 'a name error',
		unknown: 'not settled'
	};
	return words[sees] ?? sees.replace('http-', 'HTTP ');
}
