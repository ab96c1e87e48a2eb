/**
 * A cluster made of network namespaces: the engine's own nodes on a fabric of ours,
 * programs that speak, and ears at every interface and every rule.
 */
import { nodeDocument, type NodeDocument } from '#engine/exporters/index.ts';
import { iptablesSave } from '#engine/iptables/print.ts';
import type { Network, Ruleset } from '#engine/network.ts';
import { Agent, type Report } from './agents.ts';
import { capture, type Capture, type Seen } from './capture.ts';
import { entryIn, ledger, type Entry } from './conntrack.ts';
import { balance, fabricPlace, weave, type Balanced } from './fabric.ts';
import { monitor, passedIn, traceRules, type Passed } from './hooks.ts';
import { listenersOf, machinesOf, podPlace, type Listener, type Machine } from './machines.ts';
import { Namespaces } from './namespaces.ts';
import { plumb } from './plumbing.ts';
import type { Tail } from './tail.ts';

/** One connection to be made: from a place, by a source port that no other one uses. */
export interface Call {
	readonly from: string;
	readonly protocol: 'tcp' | 'udp';
	readonly host: string;
	readonly port: number;
	readonly sourcePort: number;
	/** The node that the load balancer of the trace chose, where one is asked. */
	readonly node: string | null;
	/** Milliseconds after which the client gives up. */
	readonly patience: number;
}

/** All that was seen while calls were made. */
export interface Evidence {
	/** By the calls' source ports. */
	readonly reports: ReadonlyMap<number, Report>;
	/** In the order of time. */
	readonly seen: readonly Seen[];
	readonly passed: readonly Passed[];
	readonly entries: readonly Entry[];
}

/** How the text of a node's rules is made; a negative control hands in a liar. */
export type Print = (rules: Ruleset, node: string) => string;

/** How many calls are under way at once: few enough for the monitor to keep up. */
const atOnce = 12;

export class Twin {
	readonly #spaces: Namespaces;
	readonly #network: Network;
	readonly #machines: readonly Machine[];
	readonly #calls: readonly Call[];
	readonly #agents = new Map<string, Agent>();
	readonly #captures = new Map<string, Capture>();
	/** What nft lists on each node, and what is followed there. */
	readonly #listings = new Map<string, string>();
	readonly #rules = new Map<string, Tail>();
	readonly #books = new Map<string, Tail>();

	/** Builds the cluster in which these calls will be made. */
	static async raise(
		network: Network,
		calls: readonly Call[],
		print: Print = iptablesSave
	): Promise<Twin> {
		const machines = machinesOf(network.world);
		const listeners = listenersOf(network.world);
		const places = [...new Set([...machines.map(({ place }) => place), ...listeners.keys()])];
		const spaces = await Namespaces.create([fabricPlace, ...places]);
		const twin = new Twin(spaces, network, machines, calls);
		try {
			await Promise.all([twin.#populate(listeners), twin.#build(print)]);
			await twin.#listen(places);
		} catch (error) {
			await twin.close();
			throw error;
		}
		return twin;
	}

	private constructor(
		spaces: Namespaces,
		network: Network,
		machines: readonly Machine[],
		calls: readonly Call[]
	) {
		this.#spaces = spaces;
		this.#network = network;
		this.#machines = machines;
		this.#calls = calls;
	}

	async #build(print: Print) {
		const { loadBalancers, world } = this.#network;
		const outbound =
			loadBalancers.find(({ outboundIP }) => outboundIP)?.outboundIP ?? '198.51.100.1';
		const frontends = new Set(
			loadBalancers.flatMap(({ rules }) => rules.map(({ frontend }) => frontend))
		);
		const spaces = this.#spaces;
		await spaces.run(weave(spaces, this.#machines, { outbound, frontends: [...frontends] }));
		await Promise.all(
			world.nodes.map(async ({ name }) => {
				const config = this.#network.node(name);
				// The document as a reader of `node -o json` gets it.
				const document = JSON.parse(JSON.stringify(nodeDocument(config))) as NodeDocument;
				const place = `node/${name}`;
				const listing = await spaces.run([
					...plumb(spaces, document, print(config.rules, name)),
					spaces.inside(place, 'iptables-nft-restore --noflush', traceRules),
					spaces.inside(place, 'nft -j -a list ruleset')
				]);
				this.#listings.set(place, listing);
			})
		);
	}

	/** Programs where someone calls or may be called. */
	async #populate(listeners: ReadonlyMap<string, readonly Listener[]>) {
		const { world } = this.#network;
		const called = new Set(this.#calls.map(({ host }) => host));
		const endpoints = world.services.flatMap(({ ports }) =>
			ports.flatMap((port) => port.endpoints)
		);
		const places = new Set([
			...this.#calls.map(({ from }) => from),
			...endpoints.flatMap(({ pod }) => (pod === null ? [] : [`pod/${pod}`])),
			...world.pods.filter(({ address }) => called.has(address)).map(podPlace),
			...this.#machines.filter(({ address }) => called.has(address)).map(({ place }) => place)
		]);
		await Promise.all(
			[...listeners].map(async ([place, ports]) => {
				if (!places.has(place)) return;
				const agent = new Agent(this.#spaces, place);
				this.#agents.set(place, agent);
				const reports = await Promise.all(
					ports.map((port) => agent.send({ do: 'listen', ...port }))
				);
				const deaf = reports.find(({ outcome }) => outcome !== 'listening');
				if (deaf) throw new Error(`no listener in ${place}: ${deaf.message}`);
			})
		);
	}

	async #listen(places: readonly string[]) {
		const interfaces = await this.#spaces.interfaces(places);
		await Promise.all([
			...[...interfaces].map(async ([place, names]) =>
				this.#captures.set(place, await capture(this.#spaces, place, names))
			),
			...this.#network.world.nodes.map(({ name }) => this.#watch(name))
		]);
	}

	async #watch(node: string) {
		const place = `node/${node}`;
		this.#rules.set(place, monitor(this.#spaces, place));
		this.#books.set(place, ledger(this.#spaces, place));
		// They do not say when they are ready, so packets are sent until each has shown one. Pods are greeted
		// first: a bridge takes a detour for the first packet to a pod whose MAC it does not know yet.
		const pods = this.#network.world.pods.filter((pod) => pod.node === node && !pod.hostNetwork);
		const greet = 'for one; do echo > /dev/udp/$one/1; done';
		const knock = 'while echo > /dev/udp/127.0.0.1/1; do sleep 0.01; done';
		const addresses = pods.map(({ address }) => address);
		const child = this.#spaces.start(
			place,
			'bash',
			'-c',
			`${greet}; ${knock}`,
			'greet',
			...addresses
		);
		await this.#until(() => this.#hears(place, 1));
		child.kill('SIGKILL');
	}

	/** Whether a node has shown a datagram to a port of its own. */
	#hears = (place: string, port: number) =>
		this.#rules.get(place)!.heard(`udp dport ${port} `) &&
		this.#books.get(place)!.heard(` dport=${port} `);

	async #until(isSo: () => boolean) {
		for (let i = 0; !isSo(); i++) {
			if (i > 1000) throw new Error('something that was sent in a namespace was never seen there');
			await pause(10);
		}
	}

	/** Makes all calls, a few at a time, and tells what was seen. */
	async run(): Promise<Evidence> {
		const balanced = this.#calls.flatMap(
			({ host: frontend, protocol, sourcePort, node }): Balanced[] =>
				node ? [{ frontend, protocol, sourcePort, node }] : []
		);
		await this.#spaces.run([balance(this.#spaces, this.#machines, balanced)]);
		const reports = new Map<number, Report>();
		const waiting = [...this.#calls];
		const worker = async () => {
			for (let call = waiting.shift(); call; call = waiting.shift()) {
				const { from, protocol, host, port, sourcePort: localPort, patience } = call;
				const order = { do: 'connect', protocol, host, port, localPort, patience } as const;
				reports.set(localPort, await this.#agents.get(from)!.send(order));
			}
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
		await this.#allIsSeen();
		const seen = [...this.#captures.values()].flatMap((each) => each.seen());
		return {
			reports,
			seen: seen.sort((a, b) => Number(a.time - b.time)),
			passed: [...this.#rules].flatMap(([place, tail]) =>
				passedIn(place, tail.lines(), this.#listings.get(place)!)
			),
			entries: [...this.#books].flatMap(([place, tail]) =>
				tail.lines().flatMap((line) => entryIn(place, line) ?? [])
			)
		};
	}

	/** Sends a last packet in each place and waits until all who watch there have shown it: what came before, they have shown too. */
	async #allIsSeen() {
		await pause(50);
		const places = [...this.#captures.keys()];
		await this.#spaces.run(
			places.map((place) =>
				this.#spaces.inside(place, 'bash', ['echo the end > /dev/udp/127.0.0.1/9'])
			)
		);
		await this.#until(
			() =>
				[...this.#captures.values()].every((each) => each.heard('the end')) &&
				[...this.#rules.keys()].every((place) => this.#hears(place, 9))
		);
	}

	close = () => this.#spaces.close();
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
