/** `agentPoolProfiles`: how many nodes there are, and where they stand. */
import { modelOf } from '../../models/index.ts';
import type { AgentPool, ModelId } from '../../world.ts';
import type { Fields } from '../field/fields.ts';
import { readName } from '../field/name.ts';
import { Once } from '../field/once.ts';
import { defaults } from './default.ts';
import { azure } from './tables.ts';
import { lastSegment, readWord } from './word.ts';

/** A pool as it is given; `subnet` is null where Azure chooses it. */
export interface GivenPool extends Omit<AgentPool, 'subnet'> {
	readonly subnet: string | null;
	/** The virtual network in the subnet's id. */
	readonly network: string | null;
	readonly fields: Fields;
}

const poolName = {
	says: 'lower case letters and digits, beginning with a letter, at most 12',
	longest: 12,
	pattern: /^[a-z][a-z0-9]*$/
};

export function readPools(cluster: Fields, model: ModelId): readonly GivenPool[] {
	const names = new Once('pool');
	return cluster.maps('agentPoolProfiles', azure.pool).flatMap((fields) => {
		const nameField = fields.required('name');
		const name = readName(nameField, poolName);
		if (!names.claim(nameField, name) || name === null) return [];
		if (readWord(fields.field('osType'), { Linux: 'linux', Windows: 'windows' }) === 'windows') {
			fields.notes.ignore(`node pool ${name}`, 'Windows nodes are not walked yet', fields.self.at);
			return [];
		}
		const podSubnet = fields.field('podSubnetId');
		if (podSubnet.text() !== null)
			podSubnet.misplaced(
				'model-not-modelled',
				'gives pods a subnet of their own; node subnet is walked instead',
				{ fact: '1.31' }
			);
		const count = fields.field('count').integer({ from: 0, to: 1000, what: 'a count' }); // 1.13
		const maxPods = fields
			.field('maxPods')
			.integer({ from: 10, to: 250, what: 'a number of pods' }); // 2.13
		const id = fields.field('vnetSubnetId').text();
		return [
			{
				name,
				count: count ?? defaults.nodeCount,
				maxPods: maxPods ?? modelOf(model).defaultMaxPods,
				subnet: id && lastSegment(id),
				network: id?.split('/').at(-3) ?? null,
				source: fields.self.source,
				fields
			}
		];
	});
}
