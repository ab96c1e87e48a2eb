/** Picks: the learner's own choice at a point, `POINT=VALUE`, or for one connection only, `CONNECTION@POINT=VALUE`. */
import type { Journey } from './journey.ts';

export interface Pick {
	readonly connection: string | null;
	readonly point: string;
	readonly value: string;
}

type Asker = Readonly<{ picks: Journey['picks']; connection: string }>;

/** The pick that a text means, or null where the text is none. */
export function parsePick(text: string): Pick | null {
	const parts = /^(?:([^@=]+)@)?([^@=]+)=(.+)$/.exec(text);
	return parts ? { connection: parts[1] ?? null, point: parts[2]!, value: parts[3]! } : null;
}

/** The value picked for a point; one for this connection comes before one for all. */
export function pickFor({ picks, connection }: Asker, point: string): string | null {
	const fitting = picks.flatMap((text) => {
		const pick = parsePick(text);
		return pick?.point === point && (pick.connection ?? connection) === connection ? [pick] : [];
	});
	return (fitting.find((pick) => pick.connection) ?? fitting[0])?.value ?? null;
}
