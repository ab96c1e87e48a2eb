import { formatPrefix, prefix } from '../ip.ts';

/** A range as devices print it: without the bits beside its mask, which people's files may hold. */
export const canonical = (range: string): string => formatPrefix(prefix(range));
