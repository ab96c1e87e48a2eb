/** Aliases are followed by the server that was asked, so that the client gets an address at once (A7). */
import { none, type Answer, type Found } from './answer.ts';

/** More aliases in a row than this are taken for a circle. */
const longest = 8;

/** Asks for a name, and for what it is an alias of. What is learnt on the way is handed from question to question. */
export function follow<S>(
	name: string,
	state: S,
	ask: (name: string, state: S) => readonly [Answer, S],
	aliases = 0
): readonly [Found, S] {
	const [answer, after] = ask(name, state);
	if (answer.kind !== 'alias') return [answer, after];
	if (aliases === longest)
		return [
			none('failure', [
				{
					code: 'name-server-failed',
					says: `More than ${longest} aliases in a row: the name server gives up at ${answer.to}.`,
					certainty: 'inference'
				}
			]),
			after
		];
	const [found, end] = follow(answer.to, after, ask, aliases + 1);
	return [
		{
			...found,
			records: [...answer.records, ...found.records],
			because: [found.because[0], ...answer.because, ...found.because.slice(1)]
		},
		end
	];
}
