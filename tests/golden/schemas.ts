/** The published JSON Schemas, made from the engine's own lists, so that they cannot know other words than it does. */
import { format } from 'prettier';
import { charts } from '#engine/charts/index.ts';
import { problems } from '#engine/load/index.ts';
import { reasons } from '#engine/reasons.ts';
import { lesson } from '#engine/scenario/lesson.ts';
import {
	certainties,
	depths,
	deviceKinds,
	dispositions,
	lookupResults,
	protocols,
	purposes,
	verdicts
} from '#engine/types.ts';
import { modelIds } from '#engine/world.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const port: Schema = { type: 'integer', minimum: 0, maximum: 65535 };
const words = (list: readonly string[]): Schema => ({ enum: list });
const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
/** Every field is there unless it is named as one that may be missing. */
const record = (
	properties: Readonly<Record<string, Schema>>,
	missing: readonly string[] = []
): Schema => ({
	type: 'object',
	properties,
	required: Object.keys(properties).filter((name) => !missing.includes(name)),
	additionalProperties: false
});

/** `resolve` is no stop: it stands for a packet that cannot exist. */
const stageIds = [
	...new Set([
		...charts.flatMap(({ stops }) => Object.values(stops).map(({ stage }) => stage.id)),
		'resolve'
	])
].sort();
const legs = words(['request', 'reply', 'next']);

const definitions: Readonly<Record<string, Schema>> = {
	source: record({
		file: text,
		line: { type: 'integer', minimum: 1 },
		column: { type: 'integer', minimum: 1 }
	}),
	tuple: record({
		protocol: words(protocols),
		src: { type: 'string', format: 'ipv4' },
		srcPort: port,
		dst: { type: 'string', format: 'ipv4' },
		dstPort: port
	}),
	device: record({ kind: words(deviceKinds), name: text }),
	reason: record(
		{
			code: words(Object.keys(reasons)),
			says: text,
			fact: text,
			certainty: words(certainties),
			source: ref('source')
		},
		['fact', 'source']
	),
	rule: record(
		{
			hook: text,
			table: text,
			chain: text,
			number: count,
			target: text,
			text,
			source: ref('source')
		},
		['source']
	),
	session: record({ key: text, original: ref('tuple'), reply: ref('tuple') }),
	step: record({
		at: ref('device'),
		stage: words(stageIds),
		depth: words(depths),
		verdict: words(verdicts),
		before: ref('tuple'),
		after: ref('tuple'),
		carries: record({
			mark: count,
			in: orNull(text),
			out: orNull(text),
			conntrack: words(['none', 'new', 'established', 'reply', 'related', 'invalid'])
		}),
		rules: list(ref('rule')),
		tried: count,
		because: list(ref('reason'), { minItems: 1 }),
		remembers: list(ref('session'))
	}),
	sighting: record({
		device: ref('device'),
		interface: text,
		direction: words(['in', 'out']),
		tuple: ref('tuple'),
		observable: flag,
		step: count
	}),
	leg: record({ steps: list(ref('step'), { minItems: 1 }), wire: list(ref('sighting')) }),
	connection: record(
		{
			id: text,
			parent: orNull(text),
			purpose: words(purposes),
			from: text,
			to: text,
			request: ref('leg'),
			reply: orNull(ref('leg')),
			next: orNull(ref('leg')),
			disposition: words(dispositions),
			listens: orNull(words(['yes', 'no', 'assumed-yes', 'assumed-no'])),
			clientSees: {
				anyOf: [
					words(['answer', 'refused', 'reset', 'timeout', 'unreachable', 'name-error', 'unknown']),
					{ type: 'string', pattern: '^http-\\d{3}$' }
				]
			},
			lookup: ref('lookup')
		},
		['lookup']
	),
	lookup: record({
		name: text,
		result: words(lookupResults),
		records: list(record({ name: text, type: words(['A', 'CNAME']), value: text })),
		because: list(ref('reason'), { minItems: 1 })
	}),
	choice: record({
		point: text,
		at: record({ connection: text, leg: legs, step: count }),
		options: list(
			record({ value: text, probability: { type: 'number', minimum: 0, maximum: 1 } }),
			{ minItems: 1 }
		),
		chosen: text
	}),
	problem: record(
		{
			code: words(Object.keys(problems)),
			severity: words(['error', 'warning', 'info']),
			says: text,
			try: text,
			source: ref('source'),
			fact: text
		},
		['try', 'fact']
	),
	ignored: record({ what: text, why: text, source: ref('source') })
};

const dialect = 'https://json-schema.org/draft/2020-12/schema';

export const schemas: Readonly<Record<string, Schema>> = {
	'trace.schema.json': {
		$schema: dialect,
		$id: 'trace.schema.json',
		title: 'A trace of Packetwalk, version 1',
		...record({
			version: { const: 1 },
			model: words(modelIds),
			dataplane: words(['iptables', 'cilium']),
			policyEngine: words(['none', 'azure', 'calico', 'cilium']),
			from: text,
			to: text,
			disposition: words(dispositions),
			deliveredTo: orNull(text),
			problems: list(ref('problem')),
			ignored: list(ref('ignored')),
			choices: list(ref('choice')),
			order: list(record({ connection: text, leg: legs })),
			connections: list(ref('connection'), { minItems: 1 })
		}),
		$defs: definitions
	},
	'scenario.schema.json': {
		$schema: dialect,
		$id: 'scenario.schema.json',
		title: "A scenario's lesson.yaml in Packetwalk, version 1",
		...lesson.schema
	}
};

/** As the formatter of this repository wants it. */
export const schemaText = (name: string): Promise<string> =>
	format(JSON.stringify(schemas[name]), { parser: 'json', useTabs: true, printWidth: 100 });
