/** Each packet of each lesson, in every variant and model, beside a real kernel. */
import { expect, test } from 'vitest';
import { laneName, lanes, networkOf } from '../golden/shelf.ts';
import { rehearse, suite } from './rehearsal.ts';
import { casesOf } from './twin/cases.ts';

suite.each(lanes.map((lane) => ({ name: laneName(lane), lane })))('$name', ({ lane }) => {
	const network = networkOf(lane);
	// The twin speaks tcp and udp, to addresses: a ping needs a program that not every machine has,
	// and names have no CoreDNS here that would answer.
	const isAddress = (to: string) => to.includes('/') || /^(internet|[\d.]+)(:|$)/.test(to);
	const packets = lane.variant.lesson.packets.filter(
		({ protocol, to }) => protocol !== 'icmp' && isAddress(to)
	);
	const cases = casesOf(
		network,
		packets.map(({ from, to, protocol }) => ({ from, to, ...(protocol && { protocol }) }))
	);
	const judge = rehearse(network, cases);

	test.each(cases)('$from → $to', (one) => {
		const { kernel, engine } = judge(one);
		expect(kernel).toEqual(engine);
	});
});
