import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFacts } from '#engine/facts.ts';
import { select, type Segment } from '#engine/scenario/index.ts';
import { laneName, lanes, networkOf, shelf, walk } from '../../golden/shelf.ts';

const lessons = shelf.scenarios.flatMap(({ id, variants }) =>
	variants.map(({ id: variant, lesson }) => [`${id}/${variant}`, lesson] as const)
);
const facts = new Set(
	readdirSync('docs/facts').flatMap((file) => [
		...readFacts(readFileSync(`docs/facts/${file}`, 'utf8')).keys()
	])
);
const sentences = (text: string) => text.match(/[.?!](?=\s|$)/g)?.length ?? 0;

test('every lesson is read without a mistake', () => {
	expect(shelf.problems).toEqual([]);
	expect(shelf.scenarios.map(({ id }) => id)).toEqual(
		expect.arrayContaining([
			'clusterip',
			'loadbalancer-public',
			'nodeport',
			'pod-to-pod-across-nodes'
		])
	);
});

test('scenarios survive JSON', () => {
	expect(JSON.parse(JSON.stringify(shelf.scenarios))).toEqual(shelf.scenarios);
});

test.each(
	shelf.scenarios.flatMap(({ id, variants }) =>
		variants.map(({ id: variant, objects }) => [`${id}/${variant}`, objects] as const)
	)
)('%s: manifests without a problem, without pod addresses', (_, { problems, ignored, pods }) => {
	expect([problems, ignored]).toEqual([[], []]);
	expect(pods.filter(({ podIP }) => podIP !== null)).toEqual([]);
});

describe.each(lessons)(
	'%s',
	(_, { title, summary, packets, narrative, decisions, sources, verifiedOn, objectives }) => {
		test('the title is a question, the summary one sentence, what is told at a step two at most', () => {
			expect(title).toMatch(/\?$/);
			expect(sentences(summary)).toBe(1);
			expect(narrative.filter(({ says }) => sentences(says) > 2)).toEqual([]);
			expect(decisions.filter(({ asks }) => !asks.endsWith('?'))).toEqual([]);
		});

		test('packets that are spoken of are sent', () => {
			const ids = packets.map(({ id }) => id);
			expect(new Set(ids).size).toBe(ids.length);
			const named = [...narrative, ...decisions].flatMap(({ packet }) => packet ?? []);
			expect(named.filter((id) => !ids.includes(id))).toEqual([]);
		});

		test('sources have an address, a date and facts that we have', () => {
			for (const source of sources) {
				expect(source.url).toMatch(/^https:\/\//);
				expect(source.facts.filter((fact) => !facts.has(fact))).toEqual([]);
			}
			expect(verifiedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
			expect(objectives.filter(({ exam, retired }) => retired !== (exam === 'AZ-500'))).toEqual([]);
		});
	}
);

const texts = shelf.scenarios
	.flatMap(({ variants }) => variants.flatMap(({ files }) => files))
	.filter(({ name }) => name.endsWith('/lesson.yaml'));

test.each(texts.map(({ name, text }) => [name, text] as const))(
	'%s: facts stand behind what is expected',
	(_, text) => {
		const expected = text.slice(text.indexOf('\nexpect:'), text.indexOf('\nobjectives:'));
		expect(expected.trim().split('\n')[1]).toMatch(/^ {2}# .*\d/);
		const quoted = [...expected.matchAll(/^ +#.*$/gm)].flatMap(
			([line]) => line.match(/\b(A\d|\d{1,2}\.\d{1,2})\b(?!\.\d)/g) ?? []
		);
		expect(quoted.filter((fact) => !facts.has(fact))).toEqual([]);
	}
);

/** A sentence that is tied to no step would never be shown. */
test.each(lanes.map((lane) => [laneName(lane), lane] as const))(
	'%s: every sentence and decision finds its step',
	(_, lane) => {
		const { packets, narrative, decisions } = lane.variant.lesson;
		const network = networkOf(lane);
		const traces = new Map(packets.map((packet) => [packet.id, walk(network, packet)]));
		const holds = ({ model }: Pick<Segment, 'model'>) =>
			model === null || model.includes(lane.model);
		const told = [...narrative.filter(holds), ...decisions];
		expect(
			told.filter(({ packet, at }) => !select(traces.get(packet ?? packets[0]!.id)!, at))
		).toEqual([]);
	}
);
