/**
 * A packet on its way, as the machine's context: where it is, what it is, what
 * the devices remember, and every step so far. Plain values, replaced and never
 * changed, so that a snapshot of any moment stays true.
 */
import type { ConntrackEntry, Network } from '../network.ts';
import type {
	Choice,
	Device,
	FiveTuple,
	LegName,
	Option,
	Packet,
	Sighting,
	Step
} from '../types.ts';
import type { Sessions } from './sessions.ts';

/** The connection that a packet belongs to, as the node in hand sees it. It travels with the packet and ends with the node. */
export interface Tracked {
	readonly entry: ConntrackEntry;
	readonly direction: 'original' | 'reply';
	/** Not yet in the table: written when the packet leaves the node or is accepted by it. */
	readonly fresh: boolean;
	readonly state: 'new' | 'established' | 'related' | 'invalid';
}

export type Choose = (point: string, options: readonly Option[]) => string;

export interface Journey {
	readonly network: Network;
	readonly connection: string;
	readonly leg: LegName;
	readonly device: Device;
	readonly packet: Packet;
	readonly tracked: Tracked | null;
	readonly sessions: Sessions;
	/** The NIC that last sent the packet into the virtual network; its subnet's routes and domains apply. */
	readonly sender: string | null;
	/** Placed at one node's interface: the walk ends where the packet leaves that node. */
	readonly injected: boolean;
	/** The first packet as the client sent it, where this leg answers it: a client takes no other answer. */
	readonly awaited: FiveTuple | null;
	readonly picks: readonly string[];
	readonly steps: readonly Step[];
	readonly wire: readonly Sighting[];
	readonly choices: readonly Choice[];
	/** Stop, device, tuple and mark of every step, to notice a packet that goes round. */
	readonly visited: readonly string[];
	/** The exit by which the last stage left: the machine's next event. */
	readonly exit: string;
}

/** What a stage adds to a capture: the machine writes down the step. */
export type Seen = Omit<Sighting, 'step'>;
