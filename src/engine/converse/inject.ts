/** `--at`: a packet placed at one node's eth0, to try that node alone. */
import { findSource, findTarget, type End, type Named } from '../endpoints/index.ts';
import type { Journey } from '../machine/journey.ts';
import type { Walker } from '../machine/walk.ts';
import type { Network } from '../network.ts';
import type { Answer, Mistake, Question } from '../question.ts';
import type { Connection, Reason } from '../types.ts';
import { arrived, fate, lastStep, type Fate } from './fate.ts';
import { finish } from './finish.ts';
import { depart, firstTuple, legOf, packetOf, type Start } from './legs.ts';
import { notJudged, nothingWalked, nowhereReason } from './nothing.ts';

/** Places a packet at one node's eth0: nothing in front of it is asked, and there is no reply. */
export function inject(network: Network, question: Question, at: string, walker: Walker): Answer {
	const name = at.replace(/^node\//, '');
	const node = network.world.nodes.find((one) => one.name === name);
	if (!node)
		return {
			mistake: {
				code: 'unknown-node',
				says: `There is no node ${name}.`,
				try: `Known: ${network.world.nodes.map((one) => one.name).join(', ')}.`
			}
		};
	const from = placed(network, question.from);
	if ('code' in from) return { mistake: from };
	const to = findTarget(network, question.to, from, question.protocol);
	if ('code' in to) return { mistake: to };
	const open = notJudged(network);
	if (open) return { trace: nothingWalked(network, question, from, [open], 'undetermined') };
	if (!('address' in to)) {
		const because = 'name' in to ? notLookedUp(to) : nowhereReason(to);
		return { trace: nothingWalked(network, question, from, [because], 'undetermined') };
	}

	const tuple = firstTuple(network, question, from, to);
	const device = { kind: 'node', name } as const;
	const start: Start = {
		network,
		connection: 'c1',
		picks: question.picks ?? [],
		walker,
		ownsPods: false
	};
	const seen = [
		{ device, interface: 'eth0', direction: 'in' as const, tuple, observable: true, step: 0 }
	];
	const request = depart(
		start,
		'request',
		device,
		{ ...packetOf(tuple, 'first'), in: 'eth0' },
		new Map(),
		{ injected: true, exit: 'eth0', wire: seen }
	);
	const end = { ...fateHere(request), listens: null };
	const connection: Connection = {
		id: 'c1',
		parent: null,
		purpose: 'request',
		from: question.from,
		to: question.to,
		request: legOf(request),
		reply: null,
		next: null,
		...end
	};
	const told = {
		connections: [connection],
		order: [{ connection: 'c1', leg: 'request' as const }],
		choices: request.choices
	};
	return { trace: finish(network, question, told, { disposition: end.disposition, request }) };
}

const notLookedUp = ({ name }: Named): Reason => ({
	code: 'name-not-walked',
	says: `With --at nothing is looked up, so ${name} has no address.`,
	fact: 'A7',
	certainty: 'documented'
});

/** Forwarded or accepted counts as delivered here; what a client far away would see is not known. */
function fateHere(request: Journey): Fate {
	if (arrived(request)) return { disposition: 'delivered', clientSees: 'unknown' };
	if (lastStep(request).verdict === 'reject')
		return { disposition: 'refused', clientSees: 'refused' };
	return fate(request, null, 'answer');
}

/** With `--at` any address may be the source, also one that nobody holds. */
function placed(network: Network, words: string): End | Mistake {
	const known = findSource(network, words);
	const isAddress = /^[\d.]+$/.test(words);
	return 'code' in known && isAddress && known.code !== 'bad-endpoint'
		? { words, device: { kind: 'internet-host', name: words }, address: words }
		: known;
}
