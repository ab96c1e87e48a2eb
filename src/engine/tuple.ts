/** 5-tuples compared, turned round and written. */
import type { FiveTuple } from './types.ts';

export const sameTuple = (a: FiveTuple, b: FiveTuple): boolean =>
	a.src === b.src &&
	a.dst === b.dst &&
	a.srcPort === b.srcPort &&
	a.dstPort === b.dstPort &&
	a.protocol === b.protocol;

/** The tuple of the packets that answer. */
export const reversed = ({ protocol, src, srcPort, dst, dstPort }: FiveTuple): FiveTuple => ({
	protocol,
	src: dst,
	srcPort: dstPort,
	dst: src,
	dstPort: srcPort
});

export const tupleText = ({ protocol, src, srcPort, dst, dstPort }: FiveTuple): string =>
	protocol === 'icmp'
		? `${src} → ${dst} icmp`
		: `${src}:${srcPort} → ${dst}:${dstPort} ${protocol}`;
