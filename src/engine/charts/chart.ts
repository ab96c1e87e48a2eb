/** A chart is a plain table: at which stop stands which stage, and where each of its exits leads. */
import type { Stage } from '../stages/stage.ts';
import type { DeviceKind } from '../types.ts';

/** A stage on a kind of device: `node/nat-prerouting`. */
export type Stop = `${DeviceKind}/${string}`;

export interface Row {
	readonly stage: Stage;
	readonly exits: Readonly<Record<string, Stop | 'end'>>;
}

export interface Chart {
	readonly id: string;
	readonly title: string;
	/** Where a walk begins, by the kind of its sender; `eth0` is a packet placed at a node's interface. */
	readonly start: Readonly<Partial<Record<DeviceKind | 'eth0', Stop>>>;
	readonly stops: Readonly<Record<Stop, Row>>;
}

/** A row of a chart. An exit of the stage that is missing here does not compile. */
export const row = <Exit extends string>(
	stage: Stage<Exit>,
	exits: Readonly<Record<Exit, Stop | 'end'>>
): Row => ({ stage, exits });
