/** What somebody expects of a packet: one line of `expect:` in a lesson, or of a file for `check`. */
import { dispositions, protocols, type Source } from '../types.ts';
import { modelIds, policyEngines, type ModelId, type Problem } from '../world.ts';
import { reasons, type ReasonCode } from '../reasons.ts';
import { open } from '../scenario/document.ts';
import { record } from '../scenario/record.ts';
import {
	as,
	bad,
	flag,
	integer,
	list,
	maybe,
	oneOf,
	some,
	text,
	type Of,
	type Shape
} from '../scenario/shape.ts';

/** `azure-cni` is what people say for node subnet. */
const model = as(oneOf([...modelIds, 'azure-cni']), (word): ModelId =>
	word === 'azure-cni' ? 'node-subnet' : word
);

const listed = some(text);
/** `POINT=VALUE`, a list of them, or a map. */
const picks: Shape<readonly string[]> = {
	schema: { anyOf: [listed.schema, { type: 'object', additionalProperties: { type: 'string' } }] },
	read(field) {
		const { value } = field;
		const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
		if (!isMap) return listed.read(field);
		const read = Object.keys(value).map((point) => ({
			point,
			value: text.read(field.part(point))
		}));
		return read.some((one) => one.value === bad)
			? bad
			: read.map((one) => `${one.point}=${String(one.value)}`);
	}
};

const lines = record({
	from: text,
	to: text,
	/** `node/NAME`: only that node is asked. */
	at: maybe(text),
	protocol: maybe(oneOf(protocols)),
	/** Without it the line holds for every branch. */
	pick: maybe(picks, []),
	/** The models for which the line holds; without it for the one that is asked. */
	model: maybe(some(model)),
	/** The policy engines for which the line holds; without it for the cluster's own. */
	policy: maybe(some(oneOf(policyEngines))),
	/** True: the endpoint got the request and the client its answer. */
	reaches: flag,
	disposition: maybe(oneOf(dispositions)),
	/** One of these stands behind the deciding step. */
	because: maybe(some(oneOf(Object.keys(reasons) as ReasonCode[])), []),
	status: maybe(integer),
	/** The source that the endpoint saw: an address, or an endpoint in words. */
	sees: maybe(text),
	deliveredTo: maybe(text)
});

export type Expectation = Of<typeof lines> & { readonly source: Source };

export const expectation: Shape<Expectation> = {
	schema: lines.schema,
	read(field) {
		const line = lines.read(field);
		return line === bad ? bad : { ...line, source: field.where() };
	}
};

export interface Expectations {
	readonly lines: readonly Expectation[];
	readonly problems: readonly Problem[];
	/** False where the text is no YAML at all. */
	readonly parsed: boolean;
}

/** A file of expectations: a list, or an object that holds one under `expect`. */
export function readExpectations(file: string, content: string): Expectations {
	const { root, problems, parsed } = open(file, content);
	if (!parsed) return { lines: [], problems, parsed };
	const isObject =
		typeof root.value === 'object' && root.value !== null && !Array.isArray(root.value);
	const read = list(expectation).read(isObject ? root.part('expect') : root);
	return { lines: read === bad ? [] : read, problems, parsed };
}
