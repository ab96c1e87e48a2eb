/**
 * The generated cases: clients × ways in × traffic policies × places of the endpoints.
 *
 *   client   a pod beside the endpoint `here`, a pod elsewhere, a node, a VM, the internet
 *   way in   the pod itself, ClusterIP, node port of node 0, load balancer address
 */
import type { Network } from '#engine/network.ts';
import type { Asked } from '../twin/cases.ts';

const inside = ['lab/client', 'lab/far', 'node/aks-nodepool1-000000', 'node/aks-nodepool1-000002'];
const everyone = [...inside, 'vm/jump', 'internet'];

const asked = (clients: readonly string[], ...targets: readonly string[]): Asked[] =>
	targets.flatMap((to) => clients.map((from) => ({ from, to })));

const udp = (questions: readonly Asked[]): Asked[] =>
	questions.map((question) => ({ ...question, protocol: 'udp' }));

const policies = ['cluster', 'local'];
const places = ['here', 'there', 'both', 'none'];

/** How each Service is reached; node ports always at node 0. */
function waysTo({ world: { nodes, services } }: Network) {
	const [first] = nodes;
	return (name: string) => {
		const { clusterIP, frontends, ports } = services.find((service) => service.name === name)!;
		const [port] = ports;
		return {
			cluster: `${clusterIP}:${port!.port}`,
			node: `${first!.address}:${port!.nodePort}`,
			frontend: `${frontends[0]?.ip}:${port!.port}`
		};
	};
}

export function everything(network: Network): Asked[] {
	const [first, , last] = network.world.nodes.map(({ address }) => address);
	const to = waysTo(network);
	const all = policies.flatMap((policy) => places.map((place) => to(`${place}-${policy}`)));

	return [
		...asked(everyone, 'pod/lab/here:8080', 'pod/lab/there:8080'),
		...asked(inside, ...all.map(({ cluster }) => cluster)),
		...asked([...inside, 'vm/jump'], ...all.map(({ node }) => node)),
		...asked(everyone, ...all.map(({ frontend }) => frontend)),

		// What nobody outside can reach at all.
		...asked(['vm/jump', 'internet'], to('here-cluster').cluster),
		...asked(['internet'], to('here-cluster').node),

		// A port on which nothing listens, directly and behind a Service.
		...asked(inside, 'pod/lab/here:9090', to('closed').cluster),
		...asked([...inside, 'vm/jump'], to('closed').node),

		...callsToItself(network),

		...asked([...inside, 'lab/there'], to('inside').cluster),
		...asked(inside, to('sticky').cluster, to('elsewhere').cluster, '192.0.2.7:80'),
		...asked(everyone, to('guarded').frontend),
		...asked(['lab/client', 'vm/jump'], to('guarded').node),

		...udp(asked(inside, to('datagrams').cluster)),
		...udp(asked(['vm/jump', 'lab/far'], to('datagrams').node)),
		...udp(asked(['internet'], to('datagrams').frontend)),
		...udp(asked(['lab/client', 'vm/jump'], 'pod/lab/here:99')),

		// Out of the cluster, and between machines.
		...asked(inside, 'vm/jump:8080', 'vm/jump:81', 'internet:80'),
		...asked(
			['lab/client', 'vm/jump', 'node/aks-nodepool1-000000'],
			`${last}:10250`,
			`${first}:81`,
			`${last}:30201`
		)
	];
}

/** An endpoint that calls itself through its own Service, and one beside it that does not. */
export function callsToItself(network: Network): Asked[] {
	const { cluster } = waysTo(network)('here-cluster');
	const { frontend } = waysTo(network)('here-local');
	return asked(['lab/here', 'lab/client'], cluster, frontend, 'pod/lab/here:8080').filter(
		({ from, to }) => from !== 'lab/here' || to !== 'pod/lab/here:8080'
	);
}

/** Where it matters who is masqueraded. */
export function masquerades(network: Network): Asked[] {
	const to = waysTo(network);
	return [
		...asked(everyone, to('there-cluster').frontend, to('there-local').frontend),
		...asked(inside, to('here-cluster').cluster, to('there-cluster').cluster, 'pod/lab/there:8080'),
		...asked(inside, 'vm/jump:8080', 'internet:80')
	];
}

/** Where policies are asked: both ends, from every client and by every way in. */
export function policed(network: Network): Asked[] {
	const to = waysTo(network);
	const services = ['here', 'there'].flatMap((place) =>
		policies.map((policy) => to(`${place}-${policy}`))
	);
	const [first] = network.world.nodes;
	return [
		...asked(
			[...everyone, 'lab/here', 'lab/there'],
			'pod/lab/here:8080',
			'pod/lab/there:8080'
		).filter(({ from, to }) => to !== `pod/${from}:8080`),
		...asked(inside, ...services.map(({ cluster }) => cluster)),
		...asked(['vm/jump'], ...services.map(({ node }) => node)),
		...asked(['lab/client', 'vm/jump', 'internet'], ...services.map(({ frontend }) => frontend)),
		...asked(inside, 'pod/lab/here:9090', 'vm/jump:8080', 'vm/jump:81', `${first!.address}:10250`),
		...asked(['lab/here'], 'vm/jump:81', 'internet:80', `${first!.address}:10250`),
		...udp(asked(inside, to('datagrams').cluster))
	];
}
