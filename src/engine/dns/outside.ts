/** Names outside of the cluster: those that cluster.yaml tells, and the machines of the virtual network, which Azure's DNS knows. */
import type { Because, Reason } from '../types.ts';
import type { World } from '../world.ts';
import { addressOf, aliasOf, none, type Answer } from './answer.ts';
import { clusterDomain, networkSuffix } from './resolver.ts';

const says = (
	code: Reason['code'],
	text: string,
	certainty: Reason['certainty'],
	more: Partial<Reason> = {}
): Because => [{ code, says: text, certainty, ...more }];

/** What Azure's DNS at 168.63.129.16 answers. Public names that nobody told are left open, never guessed. */
export function atAzure(world: World, name: string): Answer {
	const suffix = `.${networkSuffix(world.cluster)}`;
	if (!name.endsWith(suffix)) return inPublic(world, name);
	const machine = name.slice(0, -suffix.length);
	const found = [...world.nodes, ...world.hosts.filter(({ kind }) => kind === 'vm')].find(
		(one) => one.name === machine
	);
	return found
		? addressOf(
				name,
				[{ value: found.address, address: found.address }],
				says(
					'name-address',
					`Azure knows the machines of a virtual network by name: ${machine} has ${found.address}.`,
					'inference',
					{
						fact: '3.34',
						source: found.source
					}
				)
			)
		: none(
				'no-name',
				says(
					'name-unresolved',
					`No machine of the virtual network is called ${machine}.`,
					'inference',
					{ fact: '3.34' }
				)
			);
}

/** What anybody may ask for. */
export function inPublic({ cluster, hosts }: World, name: string): Answer {
	const told = cluster.names.find((one) => one.name === name);
	if (told) {
		const { source } = told;
		if (told.address !== null)
			return addressOf(
				name,
				[{ value: told.address, address: told.address }],
				says(
					'name-address',
					`${name} has the address ${told.address}, as the input says.`,
					'documented',
					{ source }
				)
			);
		return told.alias !== null
			? aliasOf(
					name,
					told.alias,
					says(
						'name-alias',
						`${name} is an alias of ${told.alias}, as the input says.`,
						'documented',
						{ source }
					)
				)
			: none(
					'no-name',
					says('name-unresolved', `${name} does not exist, as the input says.`, 'documented', {
						source
					})
				);
	}
	const host = hosts.find((one) => one.name === name);
	if (host)
		return addressOf(
			name,
			[{ value: host.address, address: host.address }],
			says(
				'name-address',
				`${name} is a host of the input, with the address ${host.address}.`,
				'documented',
				{ source: host.source }
			)
		);
	if (!name.includes('.') || name === clusterDomain || name.endsWith(`.${clusterDomain}`))
		return none(
			'no-name',
			says(
				'name-unresolved',
				name.includes('.')
					? `Names below ${clusterDomain} are known to the cluster's own DNS and to nobody else.`
					: `${name} alone is no name on the internet.`,
				'inference',
				{ fact: 'A7' }
			)
		);
	return none(
		'unknown',
		says(
			'name-unknown',
			`What ${name} stands for is not in the input; give it under packetwalk.dns in cluster.yaml.`,
			'unverified'
		)
	);
}
