import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { exporters } from '#engine/exporters/index.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { schemas, schemaText } from './schemas.ts';
import { laneName, lanes, networkOf, shelf, walk } from './shelf.ts';

const folder = 'static/schema';
const names = Object.keys(schemas);
if (process.env['GOLDEN'] === 'write')
	for (const name of names) writeFileSync(`${folder}/${name}`, await schemaText(name));

const ajv = new Ajv2020({
	strict: true,
	allErrors: true,
	formats: { date: /^\d{4}-\d\d-\d\d$/, ipv4: /^\d+(\.\d+){3}$/ }
});
const validator = (name: string) => {
	const validate = ajv.compile(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as object);
	return (value: unknown) => (validate(value) ? [] : validate.errors);
};

describe('the published schemas', () => {
	test.each(names)('%s says what the engine says', async (name) => {
		expect(readFileSync(`${folder}/${name}`, 'utf8'), 'npm run golden writes it').toBe(
			await schemaText(name)
		);
	});

	test('no other file pretends to be one', () => {
		expect(readdirSync(folder).sort()).toEqual([...names].sort());
	});
});

describe('trace.schema.json', () => {
	const faults = validator('trace.schema.json');
	const json = exporters.find(({ id }) => id === 'json')!;

	test.each(lanes.map((lane) => [laneName(lane), lane] as const))('%s fits', (_, lane) => {
		const network = networkOf(lane);
		for (const packet of lane.variant.lesson.packets)
			expect(faults(JSON.parse(json.print(walk(network, packet))))).toEqual([]);
	});

	test('another word is refused', () => {
		const trace = walk(networkOf(lanes[0]!), lanes[0]!.variant.lesson.packets[0]!);
		expect(faults({ ...trace, disposition: 'lost' })).not.toEqual([]);
		expect(faults({ ...trace, colour: 'red' })).not.toEqual([]);
	});
});

describe('scenario.schema.json', () => {
	const faults = validator('scenario.schema.json');
	const lessons = shelf.scenarios
		.flatMap(({ variants }) => variants.flatMap(({ files }) => files))
		.filter(({ name }) => name.endsWith('/lesson.yaml'));

	test.each(lessons.map(({ name, text }) => [name, text] as const))('%s fits', (_, text) => {
		expect(faults(parse(text))).toEqual([]);
	});
});
