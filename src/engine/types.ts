/**
 * The packet's nouns, in the order in which a packet meets them.
 *
 *   trace ─┬─ connection ─┬─ request ─┬─ step ── decision ── reason ── rule, line of YAML
 *          └─ choices     ├─ reply    └─ wire (what a capture would show)
 *                         └─ next
 *
 * Everything here is plain data: it survives JSON, and it is the contract of
 * `static/schema/trace.schema.json` (version 1).
 */
import type { ReasonCode } from './reasons.ts';
import type { Dataplane, ModelId, PolicyEngine, Problem, Ignored } from './world.ts';

/** Where something is written. Line and column count from 1. */
export interface Source {
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

export const protocols = ['tcp', 'udp', 'sctp', 'icmp'] as const;
export type Protocol = (typeof protocols)[number];

/** One direction of a conversation. Addresses are dotted IPv4; ports are 0 for icmp. */
export interface FiveTuple {
	readonly protocol: Protocol;
	readonly src: string;
	readonly srcPort: number;
	readonly dst: string;
	readonly dstPort: number;
}

/** What the packet says above its addresses: which packet of a conversation it is. */
export type Flag = 'first' | 'answer' | 'reset' | 'icmp-error' | 'data';

/** One packet on its way: its addresses, and what the kernel has written beside it. */
export interface Packet {
	readonly tuple: FiveTuple;
	readonly flag: Flag;
	/** An ICMP error carries the tuple it speaks of, as it was when the error was made. */
	readonly about?: FiveTuple;
	/** The firewall mark; it never leaves the device. */
	readonly mark: number;
	/** Interface of the present device by which it came in, and by which it will go out. */
	readonly in: string | null;
	readonly out: string | null;
	/** The bridge port by which a frame came in, where `in` is a bridge. */
	readonly port: string | null;
}

export const deviceKinds = [
	'pod',
	'node',
	'nic',
	'subnet-gateway',
	'load-balancer',
	'vm',
	'internet',
	'internet-host',
	/** Azure itself, under the address at which it answers: 168.63.129.16, 169.254.169.254 (3.34). */
	'platform'
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** A thing that handles packets. Names: a pod is `NAMESPACE/NAME`, a NIC has its machine's name, a host its own. */
export interface Device {
	readonly kind: DeviceKind;
	readonly name: string;
}

/** How sure we are: read in a source, seen in a real kernel, derived by us, or believed only. */
export const certainties = ['documented', 'kernel', 'inference', 'unverified'] as const;
export type Certainty = (typeof certainties)[number];

/** Why: a stable code, a sentence, the numbered fact behind it, and the line of YAML that caused it. */
export interface Reason {
	readonly code: ReasonCode;
	readonly says: string;
	/** `3.14` is a fact of the AKS sheet, `A1` a section of the Linux sheet. */
	readonly fact?: string;
	readonly certainty: Certainty;
	readonly source?: Source;
}

/** Never empty: no verdict without a reason. The deciding one stands first. */
export type Because = readonly [Reason, ...Reason[]];

export const verdicts = ['pass', 'rewrite', 'deliver', 'drop', 'reject', 'undetermined'] as const;
/** What one stage decided about one packet. */
export type Verdict = (typeof verdicts)[number];

export const depths = ['concept', 'component', 'rule'] as const;
/** How deep a learner must look to be shown a stage. */
export type Depth = (typeof depths)[number];

/** A rule that matched: a line of iptables, a security rule, a route. A base chain's policy has number 0. */
export interface MatchedRule {
	/** `PREROUTING` … on a node; `inbound`, `outbound`, `routes` in Azure. */
	readonly hook: string;
	/** iptables table, network security group, or the route table or subnet that holds the route. */
	readonly table: string;
	readonly chain: string;
	/** Position in its chain from 1; the priority of a security rule. */
	readonly number: number;
	readonly target: string;
	readonly text: string;
	readonly source?: Source;
}

/** The mark, interfaces and conntrack state with which the packet leaves a step. */
export interface Carried {
	readonly mark: number;
	readonly in: string | null;
	readonly out: string | null;
	readonly conntrack: 'none' | 'new' | 'established' | 'reply' | 'related' | 'invalid';
}

/** One stage that happened to one packet: the row that the learner reads. */
export interface Step {
	readonly at: Device;
	readonly stage: string;
	readonly depth: Depth;
	readonly verdict: Verdict;
	readonly before: FiveTuple;
	readonly after: FiveTuple;
	readonly carries: Carried;
	readonly rules: readonly MatchedRule[];
	/** How many rules were asked in vain. */
	readonly tried: number;
	readonly because: Because;
	/** What the step left in a device's memory: a conntrack entry, a flow record. */
	readonly remembers: readonly SessionRecord[];
}

/** Two tuples under a device and a function (`node/x#conntrack`); translation is the difference between them. */
export interface SessionRecord {
	readonly key: string;
	readonly original: FiveTuple;
	readonly reply: FiveTuple;
}

/** What a capture would show at one interface; `observable` is false where nobody could run one. */
export interface Sighting {
	readonly device: Device;
	readonly interface: string;
	readonly direction: 'in' | 'out';
	readonly tuple: FiveTuple;
	readonly observable: boolean;
	/** The step of the leg during which it was seen, from 0. */
	readonly step: number;
}

/** One packet, one direction, from sender to end. */
export interface Leg {
	readonly steps: readonly Step[];
	readonly wire: readonly Sighting[];
}

export type LegName = 'request' | 'reply' | 'next';
export const purposes = ['dns', 'dns-upstream', 'probe', 'request', 'upstream'] as const;
export type Purpose = (typeof purposes)[number];

/** Whether anything listens on the port that was reached; null where no request arrived. */
export type Listens = 'yes' | 'no' | 'assumed-yes' | 'assumed-no';
export type ClientSees =
	| 'answer'
	| 'refused'
	| 'reset'
	| 'timeout'
	| 'unreachable'
	| 'name-error'
	| `http-${number}`
	| 'unknown';

export const dispositions = [
	'delivered',
	'answered',
	'refused',
	'dropped',
	'no-route',
	'reply-dropped',
	'unresolved',
	'loop',
	'undetermined'
] as const;
/** The final fate, derived from the steps. */
export type Disposition = (typeof dispositions)[number];

/** A line of an answer, as `dig` prints it. Names are written without the last dot. */
export interface NameRecord {
	readonly name: string;
	readonly type: 'A' | 'CNAME';
	readonly value: string;
}

export const lookupResults = [
	'address',
	'no-name',
	'no-record',
	'failure',
	'no-answer',
	'unknown'
] as const;

/** What one query asked, and what was answered. `no-answer`: the packets were lost or refused. */
export interface Lookup {
	readonly name: string;
	readonly result: (typeof lookupResults)[number];
	readonly records: readonly NameRecord[];
	readonly because: Because;
}

export interface Connection {
	readonly id: string;
	readonly parent: string | null;
	readonly purpose: Purpose;
	/** The ends in words, as asked. */
	readonly from: string;
	readonly to: string;
	readonly request: Leg;
	readonly reply: Leg | null;
	readonly next: Leg | null;
	readonly disposition: Disposition;
	readonly listens: Listens | null;
	readonly clientSees: ClientSees;
	/** Of a query alone. */
	readonly lookup?: Lookup;
}

export interface Option {
	readonly value: string;
	readonly probability: number;
}

/** A place where one of several was taken. */
export interface Choice {
	readonly point: string;
	readonly at: { readonly connection: string; readonly leg: LegName; readonly step: number };
	readonly options: readonly Option[];
	readonly chosen: string;
}

export interface Trace {
	readonly version: 1;
	readonly model: ModelId;
	readonly dataplane: Dataplane;
	readonly policyEngine: PolicyEngine;
	readonly from: string;
	readonly to: string;
	readonly disposition: Disposition;
	/** An endpoint in words with its port; null unless a request arrived. */
	readonly deliveredTo: string | null;
	readonly problems: readonly Problem[];
	readonly ignored: readonly Ignored[];
	readonly choices: readonly Choice[];
	/** The legs in the order in which they are played. */
	readonly order: readonly { readonly connection: string; readonly leg: LegName }[];
	readonly connections: readonly Connection[];
}
