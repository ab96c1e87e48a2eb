import { describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import { chainsFor } from './rules.ts';
import { balanced, endpointOf, pod, port, service, world } from './worlds.ts';

const pods = [pod('a', 'n1', '10.244.0.4'), pod('b', 'n2', '10.244.1.4')];
const endpoints = pods.map((one) => endpointOf(one));

describe('what is the same on several nodes is one object', () => {
	test('the whole rule set, where no policy is Local', () => {
		const network = compile(
			world('overlay', { pods, services: [service('web', [port(endpoints)])] })
		);
		expect(network.node('n2').rules).toBe(network.node('n1').rules);
	});

	test('the chains that do not depend on the node, where one is', () => {
		const local = balanced('web', [port(endpoints, { nodePort: 30086 })], {
			externalTrafficPolicy: 'Local'
		});
		const network = compile(world('overlay', { pods, services: [local] }));
		const [one, two, three] = ['n1', 'n2', 'n3'].map((name) => network.node(name).rules.nat);
		const names = chainsFor('web');
		expect(one!.get(names.cluster)).toBe(three!.get(names.cluster));
		expect(one!.get(names.external)).toBe(two!.get(names.external));
		expect(one!.get(names.external)).not.toBe(three!.get(names.external));
		expect(one!.get(names.local)).not.toBe(two!.get(names.local));
		const seps = [...one!.keys()].filter((name) => name.startsWith('KUBE-SEP-'));
		expect(seps.length).toBe(2);
		for (const sep of seps) expect(one!.get(sep)).toBe(three!.get(sep));
	});
});

test('a node is compiled once', () => {
	const network = compile(world('overlay'));
	expect(network.node('n1')).toBe(network.node('n1'));
	expect(() => network.node('nobody')).toThrow('no such node: nobody');
});

test('compiling the same world twice gives the same network', () => {
	const made = () =>
		compile(world('kubenet', { pods, services: [service('web', [port(endpoints)])] })).node('n1');
	expect(made()).toEqual(made());
});
