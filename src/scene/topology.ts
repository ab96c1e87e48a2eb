/** The boxes of the picture as a nested list, for those who do not see them. */
import type { Actor, Cast } from './cast.ts';

export interface Item {
	readonly id: string;
	readonly name: string;
	readonly detail: string;
	readonly walked: boolean;
	readonly items: readonly Item[];
}

const leaf = ({ id, name, detail, walked }: Actor): Item => ({
	id,
	name,
	detail,
	walked,
	items: []
});

/** Pods that are listed one by one; the others are counted. */
const listed = 8;

const count = (id: string, n: number, one: string): readonly Item[] =>
	n > 0
		? [
				{
					id: `${id}/others`,
					name: `and ${n.toLocaleString('en')} more ${one}${n === 1 ? '' : 's'}`,
					detail: '',
					walked: false,
					items: []
				}
			]
		: [];

export function topology({ hosts, loadBalancers, network, subnets }: Cast): readonly Item[] {
	const inside = subnets.map((subnet): Item => {
		const shown = subnet.machines.filter((machine, i) => machine.walked || i < listed);
		const machines = shown.map((machine) => {
			const pods = machine.pods.filter(
				(pod, i) => pod.walked || (machine.walked ? i < listed : i < 2)
			);
			return {
				...leaf(machine),
				items: [...pods.map(leaf), ...count(machine.id, machine.pods.length - pods.length, 'pod')]
			};
		});
		return {
			...leaf(subnet),
			walked: false,
			items: [
				leaf(subnet.gateway),
				...machines,
				...count(subnet.id, subnet.machines.length - shown.length, 'machine')
			]
		};
	});
	return [
		{
			id: 'internet/internet',
			name: 'Internet',
			detail: '',
			walked: hosts.length > 0,
			items: hosts.map(leaf)
		},
		{
			id: 'region',
			name: 'Azure region',
			detail: '',
			walked: false,
			items: [...loadBalancers.map(leaf), { ...leaf(network), walked: false, items: inside }]
		}
	];
}
