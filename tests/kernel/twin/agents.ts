/** Speaks with the programs inside the namespaces. */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Namespaces } from './namespaces.ts';

interface Named {
	readonly id: number;
}

export interface Listen extends Named {
	readonly do: 'listen';
	readonly protocol: 'tcp' | 'udp';
	readonly port: number;
}

export interface Connect extends Named {
	readonly do: 'connect';
	readonly protocol: 'tcp' | 'udp';
	readonly host: string;
	readonly port: number;
	readonly localPort: number;
	/** Milliseconds after which the client gives up. */
	readonly patience: number;
}

/** What a program is to do. */
export type Order = Listen | Connect;

export interface Report extends Named {
	readonly outcome:
		'listening' | 'answer' | 'refused' | 'reset' | 'unreachable' | 'timeout' | 'error';
	/** `ADDRESS:PORT` that the server saw as its client. */
	readonly saw?: string | undefined;
	readonly message?: string;
}

type WithoutId<T> = T extends Named ? Omit<T, 'id'> : never;

const program = fileURLToPath(new URL('agent.mjs', import.meta.url));

export class Agent {
	readonly #waiting = new Map<number, PromiseWithResolvers<Report>>();
	readonly #write: (line: string) => void;
	#orders = 0;

	constructor(spaces: Namespaces, place: string) {
		const child = spaces.start(place, process.execPath, program);
		let complaint = '';
		child.stderr.on('data', (said: Buffer) => (complaint += said.toString()));
		createInterface({ input: child.stdout }).on('line', (line) => {
			const report = JSON.parse(line) as Report;
			this.#waiting.get(report.id)?.resolve(report);
			this.#waiting.delete(report.id);
		});
		child.on('exit', () => {
			for (const { reject } of this.#waiting.values())
				reject(new Error(`agent in ${place} ended: ${complaint}`));
		});
		child.stdin.on('error', () => {});
		this.#write = (line) => void child.stdin.write(`${line}\n`);
	}

	send(order: WithoutId<Order>): Promise<Report> {
		const id = this.#orders++;
		const waiting = Promise.withResolvers<Report>();
		this.#waiting.set(id, waiting);
		this.#write(JSON.stringify({ id, ...order }));
		return waiting.promise;
	}
}
