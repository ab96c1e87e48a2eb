/**
 * One query as packets: UDP to port 53, and the answer (3.11).
 *
 *   pod ──▶ ClusterIP of kube-dns ──▶ CoreDNS ──┬─ knows: answers
 *                                               └─ asks 168.63.129.16 first
 *   node, VM ──▶ 168.63.129.16
 */
import { isPlatform, platformAddress } from '../azure/platform.ts';
import { byAzure, follow, inCluster, none, type Answer, type Found } from '../dns/index.ts';
import type { End } from '../endpoints/index.ts';
import { decidingStep } from '../expect/asked.ts';
import type { Journey } from '../machine/journey.ts';
import type { Network } from '../network.ts';
import type { ClientSees, Connection, Lookup } from '../types.ts';
import { connect } from './connect.ts';
import { nodeSource, type Start } from './legs.ts';
import type { Told } from './told.ts';

export interface Query {
	/** Of the connection: `d1` is the first, and what CoreDNS asks meanwhile is `d2`. */
	readonly number: number;
	readonly parent: string | null;
	readonly asker: End;
	readonly nameserver: string;
	readonly name: string;
}

export interface Answered {
	readonly told: Told;
	readonly id: string;
	readonly found: Found;
}

/** Every query leaves from a port of its own, so each is a flow of its own (A7). */
const firstPort = 40000;

export function ask(start: Start, query: Query, before: Told): Answered {
	const { network } = start;
	const { number, parent, asker, nameserver, name } = query;
	const id = `d${number}`;
	const opening = {
		id,
		parent,
		purpose: parent === null ? ('dns' as const) : ('dns-upstream' as const),
		from: asker.words,
		to: serverWords(network, nameserver),
		device: asker.device,
		tuple: {
			protocol: 'udp' as const,
			src: asker.address ?? nodeSource(network, asker.device.name, nameserver),
			srcPort: firstPort + number,
			dst: nameserver,
			dstPort: 53
		}
	};
	const opened = connect<Found>(start, opening, before, (request, told) =>
		isPlatform(nameserver)
			? { told, value: byAzure(network.world, name) }
			: serveCluster(start, query, request, told)
	);
	const { connection, told } = opened;
	const isAnswered = opened.value !== null && connection.disposition === 'delivered';
	const found = isAnswered ? opened.value : unanswered(connection, name);
	const marked: Connection = {
		...connection,
		clientSees: isAnswered ? seen(found) : connection.clientSees,
		lookup: lookupOf(name, found)
	};
	return {
		id,
		found,
		told: { ...told, connections: told.connections.map((one) => (one.id === id ? marked : one)) }
	};
}

export const lookupOf = (name: string, { kind, records, because }: Found): Lookup => ({
	name,
	result: kind,
	records,
	because
});

/** CoreDNS knows the cluster's names and asks Azure's DNS for every other, as its pod's own traffic. */
function serveCluster(start: Start, query: Query, request: Journey, told: Told) {
	const { world } = start.network;
	const { number, name } = query;
	const { device } = request;
	const asker: End = {
		words: device.kind === 'node' ? `node/${device.name}` : `pod/${device.name}`,
		device,
		address: device.kind === 'node' ? null : request.packet.tuple.dst
	};
	const [value, after] = follow(name, told, (one, so): readonly [Answer, Told] => {
		const own = inCluster(world, one);
		if (own) return [own, so];
		const upstream: Query = {
			number: number + 1 + so.connections.length,
			parent: `d${number}`,
			asker,
			nameserver: platformAddress,
			name: one
		};
		const { found, told: then } = ask(start, upstream, so);
		return [found.kind === 'no-answer' ? failed(one, found) : found, then];
	});
	return { told: after, value };
}

const failed = (name: string, { because }: Found): Found =>
	none('failure', [
		{
			code: 'name-server-failed',
			says: `CoreDNS got no answer for ${name} from ${platformAddress}, so it answers that it failed.`,
			fact: '3.11',
			certainty: 'inference'
		},
		...because
	]);

/** The packets tell why nobody answered. */
function unanswered(connection: Connection, name: string): Found {
	const why = decidingStep(connection)?.because ?? [];
	if (connection.disposition === 'undetermined')
		return none('unknown', [
			{
				code: 'name-no-answer',
				says: `Whether the query for ${name} is answered is not known.`,
				fact: '3.11',
				certainty: 'inference'
			},
			...why
		]);
	return none('no-answer', [
		{
			code: 'name-no-answer',
			says: `No answer to the query for ${name} came back: it was ${connection.disposition}.`,
			fact: '9.11',
			certainty: 'inference'
		},
		...why
	]);
}

const seen = ({ kind }: Found): ClientSees =>
	kind === 'address' ? 'answer' : kind === 'unknown' ? 'unknown' : 'name-error';

/** `service/kube-system/kube-dns:53`, or the address where no Service has it. */
function serverWords(network: Network, nameserver: string): string {
	const owner = network.owner(nameserver);
	return owner?.kind === 'service'
		? `service/${owner.service.namespace}/${owner.service.name}:53`
		: `${nameserver}:53`;
}
