/** Who has which address, and the next free one of a range. */
import { nth, prefix, sizeOf } from '../../ip.ts';

export class Addresses {
	readonly #owners = new Map<string, string>();
	readonly #next = new Map<string, number>();

	/** `node/aks-nodepool1-000000`, or undefined where the address is free. */
	owner(ip: string): string | undefined {
		return this.#owners.get(ip);
	}

	claim(ip: string, owner: string): void {
		this.#owners.set(ip, owner);
	}

	/** Gives the first free address between two offsets of the block. The last one of all is broadcast, and nobody's (2.1). */
	allocate(block: string, owner: string, from: number, to = Infinity): string | null {
		const key = `${block} ${from}`;
		const last = Math.min(to, sizeOf(prefix(block)) - 2);
		for (let offset = this.#next.get(key) ?? from; offset <= last; offset++) {
			const ip = nth(block, offset);
			if (this.#owners.has(ip)) continue;
			this.#next.set(key, offset + 1);
			this.#owners.set(ip, owner);
			return ip;
		}
		this.#next.set(key, last + 1);
		return null;
	}
}
