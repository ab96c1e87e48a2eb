/** The generated cases, in every model and with unusual settings, beside a real kernel. */
import { expect, test } from 'vitest';
import { walkByTable } from '#engine/machine/walk.ts';
import type { Network } from '#engine/network.ts';
import { modelIds } from '#engine/world.ts';
import { callsToItself, everything, masquerades } from './matrix/questions.ts';
import { networkOf } from './matrix/world.ts';
import { rehearse, suite } from './rehearsal.ts';
import { casesOf, type Asked } from './twin/cases.ts';

interface Lane {
	readonly name: string;
	readonly network: Network;
	readonly questions: (network: Network) => Asked[];
}

const unusual = [
	'  kubeProxy: { masqueradeAll: true, randomFully: false, localhostNodePorts: false }',
	'  ipMasq: { nonMasqueradeCIDRs: [10.225.0.0/16], masqLinkLocal: false }'
];

const lanes: Lane[] = [
	...modelIds.map((model) => ({ name: model, network: networkOf(model), questions: everything })),
	...modelIds.map((model) => ({
		name: `${model} with unusual settings`,
		network: networkOf(model, ...unusual),
		questions: masquerades
	})),
	...['veth', 'none'].map((hairpin) => ({
		name: `kubenet with hairpin ${hairpin}`,
		network: networkOf('kubenet', `  bridge: { hairpin: ${hairpin} }`),
		questions: callsToItself
	}))
];

suite.each(lanes)('$name', ({ network, questions }) => {
	const cases = casesOf(network, questions(network));
	const judge = rehearse(network, cases, { walker: walkByTable });

	test.each(cases)('$from → $to', (one) => {
		const { kernel, engine } = judge(one);
		expect(kernel).toEqual(engine);
	});

	test('only the first packet of a connection reads a nat rule', () => {
		const later = cases.map(judge).flatMap(({ kernel: { reply, next } }) => [reply, next]);
		const lines = later.flatMap((leg) => Object.values(leg?.hooks ?? {}).flat());
		expect(lines.length).toBeGreaterThan(0);
		expect(lines.filter((line) => line.startsWith('nat '))).toEqual([]);
	});
});
