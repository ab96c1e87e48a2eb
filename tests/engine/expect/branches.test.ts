import { describe, expect, test } from 'vitest';
import { compile } from '#engine/compile/index.ts';
import { branches, judge, readExpectations } from '#engine/expect/index.ts';
import { read, settle } from '#engine/load/index.ts';
import type { Network } from '#engine/network.ts';

const pods = (count: number) => `
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop }
spec: { containers: [{ name: a, image: a }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${count}
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: a, image: a }] } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }
`;

const network = (count: number): Network =>
	compile(settle(read({ manifests: { 'a.yaml': pods(count) } })));
const toService = { from: 'shop/client', to: 'service/shop/web:80' };
const fromOutside = { from: 'internet', to: 'service/shop/web:80' };

function walked(count: number, question: Parameters<typeof branches>[1]) {
	const answer = branches(network(count), question);
	if ('mistake' in answer) throw new Error(answer.mistake.says);
	return {
		...answer,
		choices: answer.traces.map(({ choices }) =>
			choices.map(({ chosen }) => chosen.split(/[/-]/).at(-1)).join()
		)
	};
}

describe('all branches', () => {
	test('one where nothing is chosen', () => {
		expect(walked(1, toService)).toMatchObject({ traces: [{}], complete: true });
	});

	test('each option once, the first one first', () => {
		expect(walked(3, toService).choices).toHaveLength(3);
		expect(new Set(walked(3, toService).choices).size).toBe(3);
	});

	test('each combination of two choices once, depth first', () => {
		expect(walked(2, fromOutside).choices).toEqual([
			'000000,0',
			'000000,1',
			'000001,0',
			'000001,1',
			'000002,0',
			'000002,1'
		]);
	});

	test('what is picked stays', () => {
		expect(
			walked(2, { ...fromOutside, picks: ['load-balancer/shop/web:80=aks-nodepool1-000001'] })
				.choices
		).toEqual(['000001,0', '000001,1']);
		expect(
			walked(2, { ...fromOutside, picks: ['endpoint/shop/web:80=pod/shop/web-1'] }).choices
		).toEqual(['000000,1', '000001,1', '000002,1']);
	});

	test('256 are walked, and it is said that there are more', { timeout: 20_000 }, () => {
		expect(walked(86, fromOutside)).toMatchObject({ traces: { length: 256 }, complete: false });
	});

	test('an unknown end is a mistake', () => {
		expect(branches(network(1), { ...toService, from: 'shop/nobody' })).toMatchObject({
			mistake: { code: 'unknown-endpoint' }
		});
	});
});

describe('a line', () => {
	const judged = (line: string, count = 2) => {
		const { lines, problems } = readExpectations(
			'e.yaml',
			`- { from: shop/client, to: "service/shop/web:80", ${line} }`
		);
		expect(problems).toEqual([]);
		return judge(network(count), lines[0]!, false);
	};

	test.each([
		['reaches: true'],
		['reaches: true, disposition: delivered'],
		['reaches: true, because: service-endpoint'],
		['reaches: true, because: [azure-route-none, service-endpoint]'],
		['reaches: true, sees: shop/client'],
		['reaches: true, sees: 10.244.0.4'],
		['reaches: true, protocol: TCP, model: Overlay'],
		[
			'reaches: true, pick: ["endpoint/shop/web:80=pod/shop/web-0"], deliveredTo: "pod/shop/web-0:80"'
		],
		[
			'reaches: true, pick: { "endpoint/shop/web:80": pod/shop/web-0 }, deliveredTo: "pod/shop/web-0:80"'
		],
		['reaches: true, pick: "endpoint/shop/web:80=pod/shop/web-1", deliveredTo: "pod/shop/web-1:80"']
	])('holds: %s', (line) => {
		expect(judged(line).differs).toEqual([]);
	});

	test.each([
		['reaches: false', /^it is delivered\. /],
		['reaches: true, because: azure-route-none', /^the reason is accepted, not azure-route-none/],
		[
			'reaches: true, sees: 10.224.0.4',
			/^the source that the endpoint sees is 10\.244\.0\.4, not 10\.224\.0\.4/
		],
		[
			'reaches: true, deliveredTo: "pod/shop/web-1:80"',
			/^deliveredTo is pod\/shop\/web-0:80.* \[endpoint\/shop\/web:80=pod\/shop\/web-0\]$/
		],
		['reaches: true, status: 200', /^what the client sees is answer, not http-200/]
	])('fails: %s', (line, says) => {
		expect(judged(line).differs).toEqual([expect.stringMatching(says)]);
	});

	test.each(['true', 'false'])(
		'that reaches %s fails where the walk is undetermined',
		(reaches) => {
			const cilium = compile(
				settle(read({ manifests: { 'a.yaml': pods(1) } }), { policyEngine: 'cilium' })
			);
			const { lines } = readExpectations(
				'e.yaml',
				`- { from: shop/client, to: "shop/web-0:80", reaches: ${reaches} }`
			);
			expect(judge(cilium, lines[0]!, false)).toMatchObject({
				disposition: 'undetermined',
				differs: [expect.stringContaining('undetermined')]
			});
		}
	);

	test('a reject is the step that decides, and not its error that comes home', () => {
		const { lines } = readExpectations(
			'e.yaml',
			'- { from: shop/client, to: "service/shop/web:80", reaches: false, disposition: refused, because: service-no-endpoints }'
		);
		expect(judge(network(0), lines[0]!, false)).toMatchObject({
			differs: [],
			disposition: 'refused',
			because: expect.arrayContaining(['service-no-endpoints']) as unknown
		});
	});
});
