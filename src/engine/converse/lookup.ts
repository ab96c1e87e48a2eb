/** A name becomes an address before the first packet to it: query after query, down the search list (A7). */
import { platformAddress } from '../azure/platform.ts';
import {
	byPublicRule,
	byRule,
	candidates,
	dnsService,
	none,
	optionsOf,
	resolverOf,
	type Found
} from '../dns/index.ts';
import type { End } from '../endpoints/index.ts';
import { problem } from '../load/problems.ts';
import { pickFor } from '../machine/picks.ts';
import type { Choice, Lookup } from '../types.ts';
import type { Problem } from '../world.ts';
import type { Start } from './legs.ts';
import { ask, lookupOf } from './query.ts';
import type { Told } from './told.ts';

/** One query of the list; `connection` is null where no packet was walked for it. */
export interface Asked extends Lookup {
	readonly server: string | null;
	readonly connection: string | null;
}

export interface Looked {
	readonly told: Told;
	readonly asked: readonly Asked[];
	/** The last answer: the one that counts. */
	readonly found: Found;
	/** The address that is taken, or null. */
	readonly address: string | null;
	readonly problems: readonly Problem[];
}

/** Looks a name up as a process at that end would. Its first answer with an address ends the list; a lost query ends it too. */
export function lookUp(start: Start, from: End, name: string, before: Told): Looked {
	const { world } = start.network;
	const resolver = resolverOf(world, from.device);
	const isWalked = resolver?.nameserver === platformAddress || (resolver && dnsService(world));
	const names = resolver ? candidates(name, resolver) : [name.toLowerCase().replace(/\.$/, '')];
	let told = before;
	const asked: Asked[] = [];
	let found: Found | null = null;
	for (const one of names) {
		if (resolver && isWalked) {
			const { nameserver } = resolver;
			const number = 1 + told.connections.filter(({ id }) => id.startsWith('d')).length;
			const query = { number, parent: null, asker: from, nameserver, name: one };
			const answered = ask(start, query, told);
			({ told, found } = answered);
			asked.push({ ...lookupOf(one, found), server: nameserver, connection: answered.id });
		} else {
			found = resolver ? byRule(world, one) : byPublicRule(world, one);
			asked.push({ ...lookupOf(one, found), server: null, connection: null });
		}
		if (found.kind === 'address' || found.kind === 'unknown' || found.kind === 'no-answer') break;
	}
	const last =
		found ??
		none('no-name', [{ code: 'name-unresolved', says: 'An empty name.', certainty: 'inference' }]);
	const problems =
		resolver && !isWalked
			? [
					problem(
						'dns-not-given',
						`the input holds no Service kube-system/kube-dns, so ${name} is looked up by rule and no query is walked`,
						world.cluster.source,
						{ fact: '3.11' }
					)
				]
			: [];
	return { ...taken(start, last, told), asked, found: last, problems };
}

/** The client takes the first address; which stands first is chance (A7). */
function taken({ picks }: Start, found: Found, told: Told): Pick<Looked, 'told' | 'address'> {
	if (found.kind !== 'address') return { told, address: null };
	const { known, point } = found;
	const query = told.connections.findLast(({ purpose }) => purpose === 'dns');
	const connection = query?.id ?? 'c1';
	const picked = point === null ? null : pickFor({ picks, connection }, point);
	const { value, address } = known.find((one) => one.value === picked) ?? known[0]!;
	if (point === null || known.length < 2) return { told, address };
	const choice: Choice = {
		point,
		at: query
			? { connection, leg: 'reply', step: (query.reply?.steps.length ?? 1) - 1 }
			: { connection, leg: 'request', step: 0 },
		options: optionsOf(known),
		chosen: value
	};
	return { told: { ...told, choices: [...told.choices, choice] }, address };
}
