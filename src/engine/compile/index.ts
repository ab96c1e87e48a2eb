/**
 * From the settled world to what each device holds. Nodes are compiled when first asked for; what is the
 * same on several nodes is one object.
 *
 *   world ─┬─ model.plumb ─── links, addresses, routes
 *          ├─ kube-proxy ──── chains of every Service port      ─┬─ NodeConfig
 *          ├─ masquerade agent, node scripts                    ─┘
 *          └─ azure ───────── NICs, subnets, groups, load balancers
 */
import type { Network } from '../network.ts';
import type { World } from '../world.ts';
import { loadBalancersOf } from './azure/load-balancers.ts';
import { nicsByAddress, nicsOf } from './azure/nics.ts';
import { routingDomainOf } from './azure/routing-domain.ts';
import { groupsOf } from './azure/security.ts';
import { subnetsOf } from './azure/subnets.ts';
import { tags } from './azure/tags.ts';
import { nodeCompiler } from './node.ts';
import { ownersOf } from './owner.ts';

export function compile(world: World): Network {
	const nics = nicsOf(world);
	const byAddress = nicsByAddress(nics);
	const subnets = subnetsOf(world);
	const loadBalancers = loadBalancersOf(world);
	const owners = ownersOf(world, loadBalancers);
	return {
		world,
		node: nodeCompiler(world),
		nics,
		nicOf: (address) => byAddress.get(address) ?? null,
		subnets,
		groups: groupsOf(world),
		routingDomain: routingDomainOf(world),
		loadBalancers,
		inTag: tags(world, subnets),
		owner: (address) => owners.get(address) ?? null
	};
}
