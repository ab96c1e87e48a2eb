/**
 * The settling half of loading: every pod on a node, every address known.
 *
 * What is given is taken; only what is missing is allocated, in the order of the files,
 * around it. The same objects make the same world.
 */
import type { Objects, PodObject, World } from '../world.ts';
import { inFileOrder } from './order.ts';
import { Addresses } from './settle/addresses.ts';
import { asNode } from './settle/draft.ts';
import { Findings, nameOf } from './settle/findings.ts';
import { claimFrontends } from './settle/frontends.ts';
import { checkLimits } from './settle/limits.ts';
import { settleNamespaces } from './settle/namespaces.ts';
import { listNodes } from './settle/node-list.ts';
import { claimNodes, placeNodes } from './settle/nodes.ts';
import { override, type Overrides } from './settle/override.ts';
import { PodIndex } from './settle/pod-index.ts';
import { placePods } from './settle/pods.ts';
import { checkReaders } from './settle/policy-readers.ts';
import { checkSelections } from './settle/selections.ts';
import { settleServices } from './settle/services.ts';

export type { Overrides };

export function settle(given: Objects, over: Overrides = {}): World {
	const findings = new Findings(given.problems, given.ignored);
	const order = inFileOrder(given.files ?? []);
	const chosen = override(given, over, findings);
	checkLimits(chosen.cluster, chosen.nodes, findings);
	const objects = { ...chosen, pods: chosen.pods.filter((pod) => isAlive(pod, findings)) };
	const { cluster, policies } = objects;

	const addresses = new Addresses();
	for (const { kind, name, address } of cluster.hosts) addresses.claim(address, `${kind}/${name}`);
	const settling = { ...objects, addresses, findings };
	const drafts = claimNodes(listNodes(objects, findings), settling);
	claimFrontends(objects.services, addresses);
	const nodes = placeNodes(drafts, settling);

	const pods = placePods({ objects, nodes, addresses, findings, order });
	const index = new PodIndex(pods);
	const services = settleServices({ objects, pods, index, addresses, findings });
	const namespaces = settleNamespaces(objects);
	checkReaders(policies, cluster, findings);
	checkSelections(policies, { pods: index, namespaces }, findings);

	return {
		cluster,
		namespaces,
		nodes: nodes.map(asNode).sort((a, b) => (a.name < b.name ? -1 : 1)),
		pods,
		services,
		policies,
		hosts: cluster.hosts,
		problems: findings.problems.sort(order),
		ignored: findings.ignored.sort(order)
	};
}

/** A pod that has ended has given its address back. */
function isAlive(pod: PodObject, findings: Findings): boolean {
	const isOver = pod.phase === 'Succeeded' || pod.phase === 'Failed';
	if (isOver)
		findings.ignore(
			`Pod ${nameOf(pod)}`,
			`its phase is ${pod.phase}, so it has no address`,
			pod.where['status.phase'] ?? pod.source
		);
	return !isOver;
}
