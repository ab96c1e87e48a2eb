/** A question as a call in the twin, and the judgement: what the kernel did beside what the engine says. */
import { trace } from '#engine/converse/index.ts';
import { walk, walkByTable, type Walker } from '#engine/machine/walk.ts';
import type { Network } from '#engine/network.ts';
import type { Option, Protocol, Trace } from '#engine/types.ts';
import type { Form, LegForm } from './forms.ts';
import { placeOf } from './machines.ts';
import { observed } from './observed.ts';
import type { Story } from './stories.ts';
import { takesAnyPort, told } from './told.ts';
import type { Call, Evidence } from './twin.ts';

export interface Asked {
	readonly from: string;
	readonly to: string;
	readonly protocol?: Protocol;
}

export interface Case extends Asked {
	readonly call: Call;
	/** Where the load balancer sends it: the fabric is told, because it is not on trial. */
	readonly picks: readonly string[];
}

/** Each question with a source port of its own, from which all its packets are known. */
export const casesOf = (network: Network, questions: readonly Asked[]): Case[] =>
	questions.map((asked, i) => {
		const sourcePort = 20000 + i;
		const first = ask(network, asked, sourcePort, []);
		const balancing = first.choices.find(({ point }) => point.startsWith('load-balancer/'));
		const picks = balancing
			? [`${balancing.point}=${balancing.options[i % balancing.options.length]!.value}`]
			: [];
		const { steps, clientSees } = requestOf(
			balancing ? ask(network, asked, sourcePort, picks) : first
		);
		const { protocol, dst: host, dstPort: port } = steps[0]!.before;
		if (protocol !== 'tcp' && protocol !== 'udp')
			throw new Error(`the twin does not speak ${protocol}`);
		// Only a flow that Azure lets through: what a security group stops, the fabric stops too.
		const balancer = steps.findIndex(
			({ at, stage }) => at.kind === 'load-balancer' && stage === 'inbound'
		);
		const node =
			(balancer >= 0 && steps.slice(balancer).find(({ at }) => at.kind === 'node')?.at.name) ||
			null;
		// Where silence is expected it is not awaited long: a late answer would be seen on the wires.
		const patience = clientSees === 'timeout' ? 250 : 3000;
		return {
			...asked,
			picks,
			call: { from: placeOf(steps[0]!.at), protocol, host, port, sourcePort, node, patience }
		};
	});

/**
 * What the kernel did and what the engine says, once it takes the endpoints that the kernel took.
 * The engine's own tests demand that both of its walkers tell the same.
 */
export function judge(
	network: Network,
	{ call, picks, ...asked }: Case,
	evidence: Evidence,
	story: Story,
	walker: Walker = walk
) {
	const taken = [...picks];
	const open = () =>
		ask(network, asked, call.sourcePort, taken).choices.find(
			({ point }) => !isPicked(point, taken)
		);
	for (let choice = open(); choice; choice = open())
		taken.push(`${choice.point}=${chosenBy(network, story, choice.options)}`);
	const walked = ask(network, asked, call.sourcePort, taken, walker);
	const engine = copiesLast(network, told(walked));
	const kernel = copiesLast(network, observed(evidence, call, story, takesAnyPort(walked)));
	return {
		engine,
		kernel: walked.disposition === 'undetermined' ? asFarAs(engine, kernel) : kernel
	};
}

function ask(
	network: Network,
	asked: Asked,
	sourcePort: number,
	picks: readonly string[],
	walker: Walker = walkByTable
): Trace {
	const answer = trace(network, { ...asked, sourcePort, picks, ownsPods: true }, walker);
	if ('mistake' in answer) throw new Error(answer.mistake.says);
	return answer.trace;
}

const requestOf = ({ connections }: Trace) => {
	const { request, clientSees } = connections.find(({ purpose }) => purpose === 'request')!;
	return { ...request, clientSees };
};

const isPicked = (point: string, picks: readonly string[]) =>
	picks.some((pick) => pick.startsWith(`${point}=`));

/** The option whose address the request was sent to, on a wire or in a chain. */
function chosenBy({ world }: Network, { request }: Story, options: readonly Option[]): string {
	const reached = new Set(
		[...request.seen.map(({ packet }) => packet), ...request.passed].map(({ dst }) => dst)
	);
	const addressOf = (value: string) =>
		world.pods.find(({ namespace, name }) => value === `pod/${namespace}/${name}`)?.address ??
		value.split(':')[0]!;
	const chosen = options.find(({ value }) => reached.has(addressOf(value)));
	if (!chosen)
		throw new Error(`the kernel took none of ${options.map(({ value }) => value).join(', ')}`);
	return chosen.value;
}

/** Where the engine does not know what Azure does, the kernel is followed until the packet is there. */
function asFarAs(engine: Form, kernel: Form): Form {
	const cut = (mine: LegForm | null, theirs: LegForm | null): LegForm | null =>
		mine &&
		theirs && {
			wire: mine.wire.slice(0, theirs.wire.length),
			hooks: Object.fromEntries(Object.entries(mine.hooks).filter(([node]) => node in theirs.hooks))
		};
	return {
		request: cut(kernel.request, engine.request)!,
		reply: cut(kernel.reply, engine.reply),
		next: cut(kernel.next, engine.next),
		connections: kernel.connections,
		clientSees: engine.clientSees,
		saw: engine.saw
	};
}

/**
 * A promiscuous bridge shows a copy of the frame that it passes on; the clock does not
 * always tell which was first, so the copy is written after the frame.
 */
function copiesLast(network: Network, form: Form): Form {
	const links = network.world.nodes.flatMap(({ name }) =>
		network.node(name).links.map((link) => ({ ...link, at: `node/${name} ${link.name}` }))
	);
	const bridges = links.filter(({ kind }) => kind === 'bridge').map(({ at }) => `${at} in `);
	const ports = links.filter(({ master }) => master !== null).map(({ at }) => `${at} out `);
	const among = (starts: readonly string[], line = '') =>
		starts.some((start) => line.startsWith(start));
	const ordered = (leg: LegForm): LegForm => {
		const wire = [...leg.wire];
		wire.forEach((line, i) => {
			const next = wire[i + 1];
			if (next && among(bridges, line) && among(ports, next)) [wire[i], wire[i + 1]] = [next, line];
		});
		return { ...leg, wire };
	};
	const { request, reply, next } = form;
	return {
		...form,
		request: ordered(request),
		reply: reply && ordered(reply),
		next: next && ordered(next)
	};
}
