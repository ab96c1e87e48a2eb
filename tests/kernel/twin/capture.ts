/**
 * What every interface of a namespace saw: `tcpdump -i any` with the kernel's own
 * clock in nanoseconds, which all namespaces share, so that times give the order.
 */
import type { Namespaces } from './namespaces.ts';

export interface Seen {
	readonly place: string;
	readonly interface: string;
	readonly direction: 'in' | 'out';
	/** Nanoseconds. */
	readonly time: bigint;
	readonly packet: Packet;
}

export interface Packet {
	readonly protocol: 'tcp' | 'udp' | 'icmp';
	readonly src: string;
	readonly srcPort: number;
	readonly dst: string;
	readonly dstPort: number;
	/** The identification field of IP: it stays the same on the whole way. */
	readonly id: number;
	/** TCP: letters of the flags, sequence numbers, and how much data is aboard. */
	readonly flags: string;
	readonly seq: number;
	readonly ack: number;
	readonly length: number;
	/** UDP: the words aboard. */
	readonly text: string;
	/** ICMP: the packet that the error speaks of. */
	readonly about: Packet | null;
}

export interface Capture {
	/** Everything seen so far. */
	seen(): Seen[];
	/** Has a packet with these words been seen yet. */
	heard(words: string): boolean;
}

const filter = 'tcp or udp or icmp';
/** Values in the header of a frame (LINKTYPE_LINUX_SLL2). */
const ipv4 = 0x0800;
const forAnother = 3;
const outgoing = 4;
/** A short piece of each packet, or the kernel keeps room for eight of them only. */
const options = [
	'-i',
	'any',
	'-y',
	'LINUX_SLL2',
	'--time-stamp-precision=nano',
	'--immediate-mode',
	'-s',
	'256'
];

/** Listens at every interface of a place; `names` tells their names by their numbers. */
export async function capture(
	spaces: Namespaces,
	place: string,
	names: ReadonlyMap<number, string>
): Promise<Capture> {
	const child = spaces.start(
		place,
		'tcpdump',
		...options,
		'-n',
		'-U',
		'-Z',
		'root',
		'-w',
		'-',
		filter
	);
	const chunks: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
	let said = '';
	const ready = new Promise<void>((resolve, reject) => {
		child.stderr.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			if (said.includes('listening on')) resolve();
		});
		child.on('exit', () => reject(new Error(`tcpdump in ${place} ended: ${said}`)));
	});
	await ready;
	return {
		heard: (words) => Buffer.concat(chunks.slice(-16)).includes(words),
		seen: () => records(Buffer.concat(chunks)).flatMap(read)
	};

	function read({ time, frame }: { time: bigint; frame: Buffer }): Seen[] {
		const kind = frame.readUInt8(10);
		// A bridge that does not know a station yet floods; only nodes care for the frames of others.
		const strayed = kind === forAnother && !place.startsWith('node/');
		const packet = frame.readUInt16BE(0) === ipv4 && !strayed ? parse(frame.subarray(20)) : null;
		const name = names.get(frame.readUInt32BE(4))!;
		return packet
			? [{ place, interface: name, direction: kind === outgoing ? 'out' : 'in', time, packet }]
			: [];
	}
}

/** The records of a pcap file; a last one that is not complete yet is left. */
function records(file: Buffer): { time: bigint; frame: Buffer }[] {
	const found: { time: bigint; frame: Buffer }[] = [];
	for (let at = 24; at + 16 <= file.length;) {
		const length = file.readUInt32LE(at + 8);
		if (at + 16 + length > file.length) break;
		const time = BigInt(file.readUInt32LE(at)) * 1_000_000_000n + BigInt(file.readUInt32LE(at + 4));
		found.push({ time, frame: file.subarray(at + 16, at + 16 + length) });
		at += 16 + length;
	}
	return found;
}

const protocols: Readonly<Record<number, Packet['protocol']>> = { 1: 'icmp', 6: 'tcp', 17: 'udp' };
const flagLetters = 'FSRPAU';
const address = (bytes: Buffer, at: number) => bytes.subarray(at, at + 4).join('.');

function parse(ip: Buffer): Packet | null {
	const protocol = protocols[ip.readUInt8(9)];
	if (!protocol) return null;
	const payload = ip.subarray((ip.readUInt8(0) & 15) * 4);
	const base = {
		protocol,
		src: address(ip, 12),
		srcPort: 0,
		dst: address(ip, 16),
		dstPort: 0,
		id: ip.readUInt16BE(4),
		flags: '',
		seq: 0,
		ack: 0,
		length: 0,
		text: '',
		about: null
	};
	if (protocol === 'icmp') {
		const isError = [3, 4, 5, 11, 12].includes(payload.readUInt8(0));
		return { ...base, about: isError ? parse(payload.subarray(8)) : null };
	}
	const ports = { srcPort: payload.readUInt16BE(0), dstPort: payload.readUInt16BE(2) };
	if (protocol === 'udp') return { ...base, ...ports, text: payload.subarray(8).toString() };

	// Inside an ICMP error only the first eight bytes are certain to be there.
	const seq = payload.readUInt32BE(4);
	if (payload.length < 20) return { ...base, ...ports, seq };
	const bits = payload.readUInt8(13);
	return {
		...base,
		...ports,
		seq,
		ack: payload.readUInt32BE(8),
		flags: [...flagLetters].filter((_, i) => bits & (1 << i)).join(''),
		length: ip.readUInt16BE(2) - (ip.readUInt8(0) & 15) * 4 - (payload.readUInt8(12) >> 4) * 4
	};
}
