/** A network from YAML in the test, and a walk through it. */
import { compile } from '#engine/compile/index.ts';
import { trace } from '#engine/converse/index.ts';
import { read, settle } from '#engine/load/index.ts';
import type { Network } from '#engine/network.ts';
import type { Question } from '#engine/question.ts';
import type { Leg, Trace } from '#engine/types.ts';
import type { ModelId, PolicyEngine } from '#engine/world.ts';

export function network(
	manifests: string,
	{
		model,
		policyEngine,
		cluster = ''
	}: { model?: ModelId; policyEngine?: PolicyEngine; cluster?: string } = {}
): Network {
	const objects = read({
		manifests: { 'shop.yaml': manifests },
		cluster: cluster ? { file: 'cluster.yaml', text: cluster } : null
	});
	const broken = objects.problems.filter(({ severity }) => severity === 'error');
	if (broken.length) throw new Error(broken.map(({ code, says }) => `${code}: ${says}`).join('\n'));
	return compile(settle(objects, { model, policyEngine }));
}

export function walked(on: Network, question: Question): Trace {
	const answer = trace(on, question);
	if ('mistake' in answer) throw new Error(`${answer.mistake.code}: ${answer.mistake.says}`);
	return answer.trace;
}

export const request = (trace: Trace): Leg => trace.connections[0]!.request;
export const reply = (trace: Trace): Leg => trace.connections[0]!.reply!;
export const next = (trace: Trace): Leg => trace.connections[0]!.next!;

/** `device kind/stage` of every step. */
export const stops = ({ steps }: Leg): readonly string[] =>
	steps.map(({ at, stage }) => `${at.kind}/${stage}`);

/** The addresses that change, in order: `source` or `destination`, and what it became. */
export const rewrites = ({ steps }: Leg): readonly string[] =>
	steps.flatMap(({ before, after, at }) => [
		...(before.src === after.src ? [] : [`${at.kind} source ${after.src}`]),
		...(before.dst === after.dst ? [] : [`${at.kind} destination ${after.dst}:${after.dstPort}`])
	]);

/** What the receiver saw as the source. */
export const sees = ({ steps }: Leg): string => steps.at(-1)!.after.src;

/** A Service with a pod on each named node, beside a client on the first. */
export const shop = ({
	service = '',
	pods = ['aks-nodepool1-000000', 'aks-nodepool1-000001']
}: { service?: string; pods?: readonly string[] } = {}) => `
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop, labels: { app: client } }
spec: { nodeName: aks-nodepool1-000000, containers: [{ name: shell, image: shell, ports: [{ containerPort: 9999 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
  ${service.trim().replaceAll('\n', '\n  ')}
${pods
	.map(
		(node, i) => `---
apiVersion: v1
kind: Pod
metadata: { name: web-${i}, namespace: shop, labels: { app: web } }
spec: { nodeName: ${node}, containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] }
`
	)
	.join('')}`;

/** A cluster.yaml with a database VM in a subnet of its own. */
export const vms = `
virtualNetworks:
  - name: aks-vnet
    addressSpace: { addressPrefixes: [10.224.0.0/12] }
    subnets:
      - { name: aks-subnet, addressPrefix: 10.224.0.0/16 }
      - { name: vms, addressPrefix: 10.225.0.0/24 }
packetwalk:
  hosts: [{ name: db, kind: vm, address: 10.225.0.4, subnet: vms, listens: [5432] }]
`;

export const models = ['kubenet', 'node-subnet', 'overlay'] as const;

/** CoreDNS as AKS runs it: two pods behind the cluster's DNS address. */
export const coredns = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system }
spec:
  replicas: 2
  selector: { matchLabels: { k8s-app: kube-dns } }
  template:
    metadata: { labels: { k8s-app: kube-dns } }
    spec:
      containers:
        - { name: coredns, image: coredns, ports: [{ name: dns, containerPort: 53, protocol: UDP }, { name: dns-tcp, containerPort: 53 }] }
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system }
spec:
  clusterIP: 10.0.0.10
  selector: { k8s-app: kube-dns }
  ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53 }]
`;
