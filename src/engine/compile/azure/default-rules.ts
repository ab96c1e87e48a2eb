/** The six rules at the end of every security group, which nobody can remove (7.1, 7.2). */
import type { EffectiveGroup } from '../../network.ts';
import type { SecurityRule } from '../../world.ts';
import { documented } from '../documented.ts';

type Explained = EffectiveGroup['rules'][number];

const any = ['*'];
const vnet = ['VirtualNetwork'];

const rule = (
	direction: SecurityRule['direction'],
	name: string,
	priority: number,
	says: string,
	{
		sources = any,
		destinations = any
	}: Partial<Pick<SecurityRule, 'sources' | 'destinations'>> = {}
): Explained => ({
	name,
	priority,
	direction,
	access: name.startsWith('Allow') ? 'Allow' : 'Deny',
	protocol: '*',
	sources,
	destinations,
	sourcePorts: any,
	destinationPorts: any,
	because: documented('security-default-rule', direction === 'inbound' ? '7.1' : '7.2', says)
});

export const defaultRules: readonly Explained[] = [
	rule(
		'inbound',
		'AllowVnetInBound',
		65000,
		'No earlier rule decides, and both ends belong to the tag VirtualNetwork: the default rule allows.',
		{
			sources: vnet,
			destinations: vnet
		}
	),
	rule(
		'inbound',
		'AllowAzureLoadBalancerInBound',
		65001,
		"No earlier rule decides; health probes of Azure's load balancer are allowed by default.",
		{
			sources: ['AzureLoadBalancer']
		}
	),
	rule(
		'inbound',
		'DenyAllInBound',
		65500,
		'No rule allows this, so the last default rule denies it.'
	),
	rule(
		'outbound',
		'AllowVnetOutBound',
		65000,
		'No earlier rule decides, and both ends belong to the tag VirtualNetwork: the default rule allows.',
		{
			sources: vnet,
			destinations: vnet
		}
	),
	rule(
		'outbound',
		'AllowInternetOutBound',
		65001,
		'No earlier rule decides; the way out to the internet is allowed by default.',
		{
			destinations: ['Internet']
		}
	),
	rule(
		'outbound',
		'DenyAllOutBound',
		65500,
		'No rule allows this, so the last default rule denies it.'
	)
];
