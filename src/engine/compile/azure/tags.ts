/** Service tags (7.8 to 7.10): what they hold depends on the subnet that asks. */
import { contains, isPrivate, parsePrefix } from '../../ip.ts';
import { metadataAddress, platformAddress as platform } from '../../azure/platform.ts';
import { modelOf } from '../../models/index.ts';
import type { Network, SubnetConfig } from '../../network.ts';
import type { Certainty, Reason } from '../../types.ts';
import type { World } from '../../world.ts';
import { documented } from '../documented.ts';

type Answer = NonNullable<ReturnType<Network['inTag']>>;

export function tags(world: World, subnets: ReadonlyMap<string, SubnetConfig>): Network['inTag'] {
	return (tag, name, address) => {
		const subnet = subnets.get(name);
		if (!subnet) throw new Error(`no such subnet: ${name}`);
		switch (tag.toLowerCase()) {
			case 'virtualnetwork':
				return inVirtualNetwork(world, subnet, address);
			case 'azureloadbalancer':
				return inLoadBalancer(address);
			case 'internet':
				return onInternet(world, subnet, address);
			case 'azureplatformdns':
				return ofPlatform('AzurePlatformDNS', platform, address);
			case 'azureplatformimds':
				return ofPlatform('AzurePlatformIMDS', metadataAddress, address);
			default:
				return null;
		}
	};
}

const answer = (
	holds: boolean,
	fact: string,
	says: string,
	certainty: Certainty = 'documented'
): Answer => ({
	holds,
	because: { ...documented('service-tag', fact, says), certainty } satisfies Reason
});

const ofPlatform = (tag: string, held: string, address: string): Answer =>
	answer(
		address === held,
		'7.11',
		`Tag ${tag} is ${held}, where Azure itself answers${address === held ? '' : `, and not ${address}`}.`
	);

const inLoadBalancer = (address: string): Answer =>
	address === platform
		? answer(
				true,
				'7.10',
				`${platform} is the source of Azure's health probes: tag AzureLoadBalancer.`
			)
		: answer(
				false,
				'7.10',
				`Tag AzureLoadBalancer means health probes from ${platform} only, never clients.`
			);

/** Part of the network by its own ranges, or as the platform's address. */
const isInside = ({ network }: SubnetConfig, address: string): boolean =>
	address === platform || network.prefixes.some((own) => contains(own, address));

function inVirtualNetwork(world: World, subnet: SubnetConfig, address: string): Answer {
	if (isInside(subnet, address))
		return answer(
			true,
			'7.8',
			`${address} is in virtual network ${subnet.network.name}: tag VirtualNetwork.`
		);
	const route = subnet.routes.find(
		({ from, prefix }) =>
			from === 'User' && parsePrefix(prefix) !== null && contains(prefix, address)
	);
	if (route)
		return answer(
			true,
			'7.8',
			`Tag VirtualNetwork also holds ranges of user-defined routes: ${route.prefix} of ${route.table} holds ${address}.`,
			route.prefix.endsWith('/0') ? 'unverified' : 'inference'
		);
	if (isOverlayPod(world, address))
		return answer(
			true,
			'7.9',
			`${address} is in the pod range, which behaves as part of tag VirtualNetwork.`,
			'inference'
		);
	return answer(
		false,
		'7.8',
		`${address} is neither in virtual network ${subnet.network.name} nor in a user-defined route.`
	);
}

const isOverlayPod = ({ cluster }: World, address: string): boolean =>
	modelOf(cluster.model).podsReachedBy === 'routing-domain' && contains(cluster.podCIDR, address);

/** Ranges that are no part of the public internet, beside the private ones. */
const local = ['127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4', '0.0.0.0/8'];

function onInternet(world: World, subnet: SubnetConfig, address: string): Answer {
	const isPublic =
		!isInside(subnet, address) &&
		!isOverlayPod(world, address) &&
		!isPrivate(address) &&
		!local.some((block) => contains(block, address));
	return isPublic
		? answer(
				true,
				'7.10',
				`${address} is a public address outside the virtual network: tag Internet.`
			)
		: answer(
				false,
				'7.10',
				`${address} is no public address outside the virtual network, so tag Internet does not hold it.`
			);
}
