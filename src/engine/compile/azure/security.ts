/** Which security group stands where, and what each holds once AKS and Azure have added theirs. */
import type { EffectiveGroup } from '../../network.ts';
import type { SecurityGroup, SecurityRule, Subnet, VirtualNetwork, World } from '../../world.ts';
import { documented } from '../documented.ts';
import { nodeSubnets, placeOf } from '../plumb/world.ts';
import { defaultRules } from './default-rules.ts';
import { ownSecurityGroup } from './names.ts';
import { withServiceRules } from './service-rules.ts';

type Explained = EffectiveGroup['rules'][number];

/** A network made by AKS has AKS's group on the node subnet; on the user's own, AKS leaves subnets alone (7.13, 7.14). */
export const securityGroupOf = (
	subnet: Subnet,
	network: VirtualNetwork,
	hasNodes: boolean,
	{ cluster }: World
): string | null =>
	subnet.securityGroup ?? (network.managed && hasNodes ? ownSecurityGroup(cluster) : null);

/** Groups that AKS keeps: on managed networks whatever stands on the node subnet, else the one on the cards. */
function keptByAks(world: World): ReadonlySet<string> {
	return new Set(
		nodeSubnets(world).map((subnet) => {
			const { network } = placeOf(subnet.name, world);
			const onSubnet = network.managed ? subnet.securityGroup : null;
			return onSubnet ?? ownSecurityGroup(world.cluster);
		})
	);
}

export function groupsOf(world: World): ReadonlyMap<string, EffectiveGroup> {
	const kept = keptByAks(world);
	const given = new Map(world.cluster.securityGroups.map((group) => [group.name, group]));
	const named = world.cluster.virtualNetworks
		.flatMap(({ subnets }) => subnets.map(({ securityGroup }) => securityGroup))
		.filter((name) => name !== null);
	return new Map(
		[...new Set([...given.keys(), ...named, ...kept])].map((name) => {
			const group = given.get(name) ?? { name, rules: [] };
			const users = group.rules.map((rule) => asWritten(rule, group));
			const rules = kept.has(name) ? withServiceRules(users, world) : users;
			return [name, { name, rules: [...rules, ...defaultRules].sort(byPriority) }];
		})
	);
}

const byPriority = (a: SecurityRule, b: SecurityRule): number => a.priority - b.priority;

function asWritten(rule: SecurityRule, group: SecurityGroup): Explained {
	const does = rule.access === 'Allow' ? 'allows' : 'denies';
	return {
		...rule,
		because: documented(
			'security-rule',
			'7.3',
			`Rule ${rule.name} (priority ${rule.priority}) of ${group.name} ${does} this.`,
			rule.source ?? group.source
		)
	};
}
