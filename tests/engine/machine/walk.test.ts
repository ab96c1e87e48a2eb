import { describe, expect, test } from 'vitest';
import { trace } from '#engine/converse/index.ts';
import { walk, walkByTable } from '#engine/machine/walk.ts';
import type { Question } from '#engine/question.ts';
import { models, network, shop } from '../given.ts';

const questions: readonly Question[] = [
	{ from: 'shop/client', to: 'service/shop/web:80' },
	{ from: 'shop/client', to: 'shop/web-1:8080' },
	{ from: 'shop/client', to: 'shop/client:9999' },
	{ from: 'internet', to: 'service/shop/web:80', picks: ['endpoint/shop/web:80=pod/shop/web-1'] },
	{ from: 'node/aks-nodepool1-000001', to: 'service/shop/web:80' },
	{ from: 'node/aks-nodepool1-000001', to: 'node/aks-nodepool1-000001:22' },
	{ from: 'shop/client', to: 'internet:443', protocol: 'udp' },
	{ from: 'shop/client', to: 'shop/web-1', protocol: 'icmp' },
	{ from: '203.0.113.77', to: '198.51.100.10:80', at: 'node/aks-nodepool1-000002' }
];

describe.each(models)('on %s', (model) => {
	const given = network(shop({ service: 'type: LoadBalancer' }), { model });

	test.each(questions.map((question) => [`${question.from} → ${question.to}`, question] as const))(
		'machine and loop agree: %s',
		(_, question) => {
			expect(trace(given, question, walkByTable)).toEqual(trace(given, question, walk));
		}
	);

	test.each(questions.map((question) => [`${question.from} → ${question.to}`, question] as const))(
		'every step has a reason, and before and after join: %s',
		(_, question) => {
			const answer = trace(given, question);
			if ('mistake' in answer) throw new Error(answer.mistake.says);
			for (const { request, reply, next } of answer.trace.connections)
				for (const leg of [request, reply, next])
					leg?.steps.forEach((step, i) => {
						expect(step.because[0].says).not.toBe('');
						if (i > 0) expect(step.before).toEqual(leg.steps[i - 1]!.after);
					});
		}
	);
});

test('--at: the walk ends where the packet leaves the node, and there is no reply', () => {
	const answer = trace(network(shop({ service: 'type: LoadBalancer' })), {
		from: '203.0.113.77',
		to: '198.51.100.10:80',
		at: 'node/aks-nodepool1-000002'
	});
	if ('mistake' in answer) throw new Error(answer.mistake.says);
	const [connection] = answer.trace.connections;
	expect(answer.trace.disposition).toBe('delivered');
	expect(connection!.reply).toBeNull();
	expect(connection!.request.steps[0]).toMatchObject({
		stage: 'raw-prerouting',
		carries: { in: 'eth0' }
	});
	expect(new Set(connection!.request.steps.map(({ at }) => at.name))).toEqual(
		new Set(['aks-nodepool1-000002'])
	);
});
