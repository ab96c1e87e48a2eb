/** A map with known fields: the shape that most of our files are made of. */
import { nearest } from './nearest.ts';
import { bad, refuse, type Field, type Of, type Shape } from './shape.ts';

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Read<F extends Fields> = { readonly [K in keyof F]: Of<F[K]> };

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const note = (
	{ path, problems, where }: Field,
	name: string,
	code: 'unknown-field' | 'missing-field',
	says: string,
	attempt: string
) =>
	problems.push({
		code,
		severity: 'error',
		says: `${path ? `${path}.` : ''}${name} ${says}`,
		try: attempt,
		source: code === 'unknown-field' ? where(name) : where()
	});

/** Reads every field, and names those that it does not know. */
export const record = <F extends Fields>(fields: F): Shape<Read<F>> => {
	const names = Object.keys(fields);
	const schema = {
		type: 'object',
		properties: Object.fromEntries(names.map((name) => [name, fields[name]!.schema])),
		required: names.filter((name) => !('missing' in fields[name]!)),
		additionalProperties: false
	};
	const readPart = (field: Field, name: string): unknown => {
		const shape = fields[name]!;
		const part = field.part(name);
		const isGiven = part.value !== undefined && !(part.value === null && 'missing' in shape);
		if (isGiven) return shape.read(part);
		if ('missing' in shape) return shape.missing;
		note(field, name, 'missing-field', 'is missing', `add ${name}:`);
		return bad;
	};
	return {
		schema,
		read(field) {
			if (!isMap(field.value))
				return refuse(field, 'a map', `write the fields ${names.join(', ')}`);
			for (const name of Object.keys(field.value)) {
				if (names.includes(name)) continue;
				const meant = nearest(name, names);
				note(
					field,
					name,
					'unknown-field',
					'is not a field that is known here',
					meant ? `did you mean ${meant}?` : `known are ${names.join(', ')}`
				);
			}
			const parts = names.map((name) => [name, readPart(field, name)] as const);
			return parts.some(([, part]) => part === bad) ? bad : (Object.fromEntries(parts) as Read<F>);
		}
	};
};
