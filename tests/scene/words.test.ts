import { expect, test } from 'vitest';
import { captions, modelTitle, placeWords, seenWords, spoken, tickName } from '#scene/words.ts';
import type { ClientSees, Device, DeviceKind } from '#engine/types.ts';
import { scenarios, stepAt, walked } from './walked.ts';

const call = walked('loadbalancer-public');

test('a step is one sentence for ears, with its rule', () => {
	const { step, index, leg } = stepAt(call, 'nat-prerouting');
	expect(spoken(step, { number: index + 1, of: leg.steps.length, leg: 'request' })).toBe(
		'Hop 10 of 17, request: node aks-nodepool1-000000 rewrites destination 198.51.100.10:80 to 10.244.0.4:8080, rule 2 of KUBE-SEP-HI4GHS37SMGJFJWJ. Service address becomes endpoint.'
	);
});

test('a step that drops says why', () => {
	const { step } = stepAt(walked('loadbalancer-public', { packet: 'wrong-port' }), 'inbound');
	expect(spoken(step, { number: 3, of: 3, leg: 'request' })).toBe(
		'Hop 3 of 3, request: load balancer kubernetes drops. Which node gets the flow? 198.51.100.10 is a frontend, but no rule holds tcp port 81.'
	);
});

test('a caption has two sentences at most, in every step of every scenario', () => {
	const ends = (text: string) => text.match(/[.?!](?=\s|$)/g)?.length ?? 0;
	for (const { id } of scenarios)
		for (const { leg } of walked(id).trace.connections.flatMap(({ request, reply }) => [
			{ leg: request },
			...(reply ? [{ leg: reply }] : [])
		]))
			for (const step of leg.steps) {
				const [long, first, title] = captions(step);
				expect(ends(long), long).toBeLessThanOrEqual(2);
				expect(long.startsWith(first)).toBe(true);
				expect(title).not.toBe('');
			}
});

test.each<[DeviceKind, string, string]>([
	['node', 'nat-prerouting', 'nat PREROUTING'],
	['node', 'filter-forward', 'filter FORWARD'],
	['node', 'routing', 'routing'],
	['node', 'output-route', 'OUTPUT route'],
	['nic', 'subnet-nsg-in', 'subnet security group'],
	['nic', 'nic-nsg-out', 'NIC security group'],
	['nic', 'hand-over', 'hand over'],
	['load-balancer', 'inbound', 'inbound']
])('%s %s is called %s', (kind, stage, words) => {
	const at: Device = { kind, name: 'x' };
	expect(placeWords({ at, stage })).toBe(words);
});

test('a tick says its number, its place and its verdict', () => {
	expect(tickName(stepAt(call, 'nat-prerouting').step, 10)).toBe(
		'10: nat PREROUTING, node aks-nodepool1-000000, rewritten'
	);
});

test.each<[ClientSees, string]>([
	['timeout', 'a time-out'],
	['refused', 'connection refused'],
	['http-502', 'HTTP 502']
])('the client sees %s as %s', (sees, words) => expect(seenWords(sees)).toBe(words));

test.each([
	['kubenet', 'kubenet'],
	['Azure CNI Node Subnet', 'Azure CNI'],
	['Azure CNI Overlay', 'Overlay']
])('%s is called %s on its switch', (title, short) => expect(modelTitle(title)).toBe(short));
