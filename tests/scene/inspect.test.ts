import { expect, test } from 'vitest';
import { commandOf, excerpt, inOut, sourceOfStep } from '#scene/inspect.ts';
import { tablesOf, trailOf } from '#scene/tables.ts';
import { stepAt, walked } from './walked.ts';

const call = walked('loadbalancer-public');

test('in and out stand side by side, and what changed is marked', () => {
	const { leg, index } = stepAt(call, 'nat-prerouting');
	expect(inOut(leg, index).filter(({ changed }) => changed)).toEqual([
		{ name: 'to', before: '198.51.100.10:80', after: '10.244.0.4:8080', changed: true },
		{ name: 'mark', before: '0x0', after: '0x4000', changed: true }
	]);
});

test('mark and conntrack are a matter of nodes alone', () => {
	const { leg, index } = stepAt(call, 'inbound');
	expect(inOut(leg, index).map(({ name }) => name)).toEqual(['from', 'to']);
});

test('the line of YAML that decided is lit, with the kind of its object', () => {
	const { step } = stepAt(call, 'inbound');
	const shown = excerpt(call.variant.files, sourceOfStep(step))!;
	expect(shown.file).toBe('loadbalancer-public/manifests.yaml');
	expect(shown.lines[0]!.text).toBe('kind: Service');
	const lit = shown.lines.filter((line) => line.lit);
	expect(lit.map(({ number }) => number)).toEqual([sourceOfStep(step)!.line]);
});

test('no file, no excerpt', () => {
	expect(excerpt([], { file: 'a.yaml', line: 1, column: 1 })).toBeNull();
	expect(excerpt(call.variant.files, null)).toBeNull();
});

test('a line at the very end of a file is found', () => {
	const files = [{ name: 'a.yaml', text: 'kind: Pod\nmetadata:\n  name: a' }];
	expect(
		excerpt(files, { file: 'a.yaml', line: 3, column: 3 })!.lines.map(({ number, lit }) => [
			number,
			lit
		])
	).toEqual([
		[1, false],
		[2, false],
		[3, true]
	]);
});

test('the chains that were met, in order; one row decides', () => {
	const { step } = stepAt(call, 'nat-prerouting');
	const tables = tablesOf(step, call.network, false);
	expect(tables.map(({ title }) => title)).toEqual([
		'nat · PREROUTING',
		'nat · KUBE-SERVICES',
		'nat · KUBE-EXT-67NZLRHBNDSAWJRO',
		'nat · KUBE-MARK-MASQ',
		'nat · KUBE-SVC-67NZLRHBNDSAWJRO',
		'nat · KUBE-SEP-HI4GHS37SMGJFJWJ'
	]);
	expect(tables.flatMap(({ rows }) => rows.filter(({ decides }) => decides))).toMatchObject([
		{ number: 2, condition: '-p tcp', target: 'DNAT --to-destination 10.244.0.4:8080' }
	]);
	expect(trailOf(step).at(-1)).toBe('KUBE-SEP-HI4GHS37SMGJFJWJ 2');
});

test('on demand a chain is shown whole around what matched', () => {
	const { step } = stepAt(call, 'nat-prerouting');
	const services = tablesOf(step, call.network, true)[1]!;
	expect(services.rows.map(({ matched }) => matched)).toEqual([false, true, false]);
	expect(services.skipped).toBe(0);
});

test('a security rule is a row like any other', () => {
	const { step } = stepAt(call, 'subnet-nsg-in');
	expect(tablesOf(step, call.network, false)).toMatchObject([
		{
			rows: [
				{
					number: 500,
					condition: 'tcp Internet → 198.51.100.10 : 80',
					target: 'Allow',
					decides: true
				}
			]
		}
	]);
	expect(tablesOf(step, call.network, true)[0]!.rows.map(({ number }) => number)).toEqual([
		500, 65000, 65001
	]);
});

test.each([
	['routing', 'ip route get 10.244.0.4'],
	['nat-prerouting', 'iptables -t nat -vnL KUBE-SEP-HI4GHS37SMGJFJWJ'],
	['raw-prerouting', 'iptables -t raw -vnL PREROUTING'],
	['inbound', 'az network lb rule list --lb-name kubernetes -o table'],
	['subnet-nsg-in', 'az network nic list-effective-nsg']
])('%s would be shown by %s', (stage, command) =>
	expect(commandOf(stepAt(call, stage).step)).toBe(command)
);
