/** NetworkPolicy under NPM and Calico, beside a real kernel with the engines' own sets and chains. */
import { expect, test } from 'vitest';
import { walkByTable } from '#engine/machine/walk.ts';
import { policed } from './matrix/questions.ts';
import { policedBy } from './matrix/world.ts';
import { rehearse, suite } from './rehearsal.ts';
import { casesOf } from './twin/cases.ts';

/** What AKS offers (1.22). */
const lanes = [
	['azure', 'node-subnet'],
	['azure', 'overlay'],
	['calico', 'kubenet'],
	['calico', 'node-subnet'],
	['calico', 'overlay']
] as const;

suite.each(lanes)('%s on %s', (engine, model) => {
	const network = policedBy(engine, model);
	const cases = casesOf(network, policed(network));
	const judge = rehearse(network, cases, { walker: walkByTable });

	test.each(cases)('$from → $to', (one) => {
		const { kernel, engine } = judge(one);
		expect(kernel).toEqual(engine);
	});
});
