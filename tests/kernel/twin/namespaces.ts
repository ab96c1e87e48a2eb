/**
 * Network namespaces with a prefix of our own, and what runs in them.
 *
 * Nothing outlives the process: they go when they are closed, when the process
 * ends and when a signal ends it, and those of a run that was killed go when the
 * next one starts.
 */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Made fresh in each namespace, because a new one inherits what the machine happens to have. */
const settings = {
	'net/ipv6/conf/all/disable_ipv6': 1,
	'net/ipv6/conf/default/disable_ipv6': 1,
	'net/ipv4/conf/all/rp_filter': 0,
	'net/ipv4/conf/default/rp_filter': 0,
	'net/ipv4/conf/all/send_redirects': 0,
	'net/ipv4/conf/default/send_redirects': 0,
	// Refusals are not held back, however many are asked for in a second.
	'net/ipv4/icmp_ratelimit': 0
};

let worlds = 0;
const open = new Set<Namespaces>();

export class Namespaces {
	readonly #prefix: string;
	readonly #places: string[] = [];
	readonly #children = new Set<ChildProcess>();

	/** Makes one namespace for each place: `node/a`, `pod/shop/web`. */
	static async create(places: readonly string[]): Promise<Namespaces> {
		if (!worlds++) removeLeftOvers();
		const made = new Namespaces();
		open.add(made);
		made.#places.push(...places);
		await execute(
			'ip',
			['-batch', '-'],
			places.map((place) => `netns add ${made.name(place)}`)
		);
		const set = Object.entries(settings).map(
			([path, value]) => `[ ! -e /proc/sys/${path} ] || echo ${value} > /proc/sys/${path}`
		);
		await made.run(
			places.map((place) => made.inside(place, 'sh -e', [...set, 'ip link set lo up']))
		);
		return made;
	}

	private constructor() {
		this.#prefix = `pw${process.pid}-${worlds}`;
	}

	/** What `ip netns` calls it. */
	name(place: string): string {
		return `${this.#prefix}.${place.replaceAll('/', '.')}`;
	}

	#net = (place: string) => `--net=/run/netns/${this.name(place)}`;

	/** A line of a script: gives lines to `ip` in one go. */
	ip = (place: string, lines: readonly string[]) =>
		lines.length ? withInput(`ip -n ${this.name(place)} -batch -`, lines) : '';

	/** A line of a script: runs a program inside. */
	inside = (place: string, command: string, input: readonly string[] = []) =>
		withInput(`nsenter ${this.#net(place)} ${command}`, input);

	/** Runs a script and returns what it printed. One process for many commands: starting one from here is slow. */
	run = (lines: readonly string[]) => execute('sh', ['-e'], lines);

	/** The names of the interfaces in each place by their numbers. */
	async interfaces(
		places: readonly string[]
	): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
		const text = await this.run(places.map((place) => `ip -n ${this.name(place)} -j link; echo`));
		const lists = text.split('\n').filter((line) => line.startsWith('['));
		return new Map(
			places.map((place, i) => {
				const links = JSON.parse(lists[i]!) as {
					readonly ifindex: number;
					readonly ifname: string;
				}[];
				return [place, new Map(links.map(({ ifindex, ifname }) => [ifindex, ifname]))];
			})
		);
	}

	/** Starts a program that stays; it dies with us, whatever becomes of us. */
	start(place: string, program: string, ...args: string[]) {
		const words = ['setpriv', '--pdeathsig', 'KILL', 'nsenter', this.#net(place), program, ...args];
		const child = spawn(words[0]!, words.slice(1), { stdio: 'pipe' });
		this.#children.add(child);
		child.once('exit', () => this.#children.delete(child));
		return child;
	}

	async close(): Promise<void> {
		const ended = [...this.#children].map(
			(child) => new Promise((done) => child.once('exit', done))
		);
		for (const child of this.#children) child.kill('SIGKILL');
		await Promise.all(ended);
		this.closeNow();
	}

	closeNow(): void {
		for (const child of this.#children) child.kill('SIGKILL');
		if (open.delete(this)) remove(this.#places.map((place) => this.name(place)));
	}
}

const withInput = (command: string, lines: readonly string[]) =>
	[`${command} <<'END OF INPUT'`, ...lines, 'END OF INPUT'].join('\n');

/** Runs a program to its end; what it says when it fails is the error. */
function execute(program: string, args: string[], input: readonly string[] = []): Promise<string> {
	return new Promise((resolve, reject) => {
		const options = { maxBuffer: 1 << 26 };
		const child = execFile(program, args, options, (error, stdout, stderr) => {
			if (!error) return resolve(stdout);
			reject(
				new Error([`${program} ${args.join(' ')}: ${stderr || error.message}`, ...input].join('\n'))
			);
		});
		child.stdin!.on('error', () => {});
		child.stdin!.end(input.map((line) => `${line}\n`).join(''));
	});
}

function remove(names: readonly string[]): void {
	const lines = names.map((name) => `netns del ${name}\n`).join('');
	spawnSync('ip', ['-force', '-batch', '-'], { input: lines });
}

/** Those of a process that is no more. */
function removeLeftOvers(): void {
	const alive = new Set(readdirSync('/proc'));
	let names: string[] = [];
	try {
		names = readdirSync('/run/netns');
	} catch {
		// The folder comes with the first namespace.
	}
	remove(names.filter((name) => !alive.has(/^pw(\d+)-/.exec(name)?.[1] ?? 'self')));
}

const closeAll = () => [...open].forEach((each) => each.closeNow());
process.once('exit', closeAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.once(signal, () => {
		closeAll();
		process.kill(process.pid, signal);
	});
