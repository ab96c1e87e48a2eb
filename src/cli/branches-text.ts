/** All branches of a question: what was chosen, how likely it is, and what became of the packet. */
import { asked, decidingStep } from '#engine/expect/asked.ts';
import type { Trace } from '#engine/types.ts';
import { table } from './print.ts';

export interface Branch {
	readonly probability: number;
	readonly choices: readonly {
		readonly point: string;
		readonly connection: string;
		readonly chosen: string;
	}[];
	readonly disposition: Trace['disposition'];
	readonly deliveredTo: string | null;
	readonly clientSees: string;
	readonly because: string;
	readonly says: string;
}

/** A pick holds at every place that asks the point, so a point of one connection counts once. */
export function branchOf(trace: Trace): Branch {
	const once = [
		...new Map(trace.choices.map((one) => [`${one.at.connection}@${one.point}`, one])).values()
	];
	const probability = once.reduce(
		(odds, { options, chosen }) =>
			odds * (options.find(({ value }) => value === chosen)?.probability ?? 1),
		1
	);
	const connection = asked(trace);
	const [reason] = decidingStep(connection)?.because ?? [];
	return {
		probability: Math.round(probability * 1e6) / 1e6,
		choices: once.map(({ point, at, chosen }) => ({ point, connection: at.connection, chosen })),
		disposition: trace.disposition,
		deliveredTo: trace.deliveredTo,
		clientSees: connection.clientSees,
		because: reason?.code ?? '',
		says: reason?.says ?? ''
	};
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

export function branchesText(branches: readonly Branch[], complete: boolean): string {
	const rows = branches.map(({ probability, disposition, deliveredTo, because, choices }) => [
		percent(probability),
		disposition,
		deliveredTo ?? '-',
		because,
		choices.map(({ connection, point, chosen }) => `${connection}@${point}=${chosen}`).join(' ') ||
			'-'
	]);
	const said = complete
		? `${rows.length} ${rows.length === 1 ? 'branch' : 'branches'}\n`
		: `the first ${rows.length} branches; there are more\n`;
	return table([['ODDS', 'FATE', 'REQUEST AT', 'BECAUSE', 'CHOICES'], ...rows]) + said;
}
