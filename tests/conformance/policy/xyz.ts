/**
 * The world of the Kubernetes end-to-end suite: nine pods, three to a namespace,
 * each serving the ports 80 and 81 over tcp, udp and sctp under names like
 * `serve-80-tcp`. Pods of one letter share a node. Written as YAML 1.1, where a bare `y` is true.
 */
import { stringify } from 'yaml';

const namespaces = ['x', 'y', 'z'];
const letters = ['a', 'b', 'c'];
const protocols = ['TCP', 'UDP', 'SCTP'];

export const pods = namespaces.flatMap((namespace) =>
	letters.map((name) => `${namespace}/${name}`)
);

/** Labels that a case adds, by `x` (a namespace) or `x/a` (a pod). */
export type MoreLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function xyz(more: MoreLabels = {}): string {
	const nodes = letters.map((_, index) => ({
		apiVersion: 'v1',
		kind: 'Node',
		metadata: { name: nodeOf(index) },
		spec: { podCIDR: `10.244.${index}.0/24` },
		status: { addresses: [{ type: 'InternalIP', address: `10.224.0.${4 + index}` }] }
	}));
	const spaces = namespaces.map((name) => ({
		apiVersion: 'v1',
		kind: 'Namespace',
		metadata: { name, labels: { ns: name, ...more[name] } }
	}));
	return [...nodes, ...spaces, ...pods.map((pod) => podObject(pod, more))]
		.map((object) => stringify(object, { version: '1.1' }))
		.join('---\n');
}

const nodeOf = (index: number): string => `aks-nodepool1-00000${index}`;

function podObject(pod: string, more: MoreLabels) {
	const [namespace = '', name = ''] = pod.split('/');
	const place = letters.indexOf(name);
	const ports = [80, 81].flatMap((containerPort) =>
		protocols.map((protocol) => ({
			name: `serve-${containerPort}-${protocol.toLowerCase()}`,
			containerPort,
			protocol
		}))
	);
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: { namespace, name, labels: { pod: name, ...more[pod] } },
		spec: { nodeName: nodeOf(place), containers: [{ name: 'serve', image: 'serve', ports }] },
		status: { phase: 'Running', podIP: `10.244.${place}.${11 + namespaces.indexOf(namespace)}` }
	};
}
