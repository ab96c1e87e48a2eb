/** Names: which are tried, who is asked, and what each server knows (A7). Pure rules; the packets are walked in `converse`. */
import type { World } from '../world.ts';
import type { Found } from './answer.ts';
import { inCluster } from './cluster.ts';
import { follow } from './follow.ts';
import { atAzure, inPublic } from './outside.ts';

export { none, optionsOf, type Answer, type Found } from './answer.ts';
export { inCluster } from './cluster.ts';
export { follow } from './follow.ts';
export { candidates, resolverOf } from './resolver.ts';

/** The Service by which pods ask for names, or undefined where the input does not hold it. */
export const dnsService = ({ services }: World) =>
	services.find(({ namespace, name }) => namespace === 'kube-system' && name === 'kube-dns');

/** What a name stands for, without a packet: as CoreDNS would answer a pod. */
export const byRule = (world: World, name: string): Found =>
	follow(name, null, (one) => [inCluster(world, one) ?? atAzure(world, one), null])[0];

/** The same for a host on the internet, which knows public names only. */
export const byPublicRule = (world: World, name: string): Found =>
	follow(name, null, (one) => [inPublic(world, one), null])[0];

/** The same for a machine that asks Azure's DNS itself. */
export const byAzure = (world: World, name: string): Found =>
	follow(name, null, (one) => [atAzure(world, one), null])[0];
