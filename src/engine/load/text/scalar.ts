/**
 * How kubectl reads a scalar without quotes: YAML 1.1 as go-yaml has it, with
 * its own exceptions. Most other readers follow YAML 1.2 and differ; where they
 * do, `ambiguity` says how.
 */
type Value = string | number | boolean | null;

const words = new Map<string, Value>([
	...spellings('y yes true on', true),
	...spellings('n no false off', false),
	...spellings('null', null),
	['', null],
	['~', null]
]);

function spellings(list: string, value: Value): [string, Value][] {
	return list
		.split(' ')
		.flatMap((word) => [word, word[0]?.toUpperCase() + word.slice(1), word.toUpperCase()])
		.map((word) => [word, value]);
}

const integer = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;
const float = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

export function resolve(text: string): Value {
	const word = words.get(text);
	if (word !== undefined) return word;
	if (!/^[-+.\d]/.test(text) || isDate(text)) return text;
	const digits = text.replaceAll('_', '');
	const [, sign, hex, binary, octal, decimal] = integer.exec(digits) ?? [];
	const parts = [
		[hex, 16],
		[binary, 2],
		[octal, 8],
		[decimal, 10]
	] as const;
	for (const [part, base] of parts)
		if (part !== undefined) return parseInt(part, base) * (sign === '-' ? -1 : 1);
	return float.test(digits) ? Number(digits) : text;
}

/** A date stays a text for kubectl, and becomes a time elsewhere. */
const isDate = (text: string): boolean => /^\d{4}-\d\d?-\d\d?($|[Tt\s])/.test(text);

/** What another reader may make of a scalar that kubectl has read, or null where all agree. */
export function ambiguity(text: string): string | null {
	const value = words.get(text);
	if (typeof value === 'boolean' && !/^(true|false)$/i.test(text)) return `the text "${text}"`;
	if (/^[-+]?0[0-7_]*[1-7][0-7_]*$/.test(text))
		return `the number ${Number(text.replaceAll('_', ''))}`;
	if (/^[-+]?(0[oObB]|\d[\d_]*_)[\d_]+$/.test(text)) return `another number, or the text "${text}"`;
	if (/^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$/.test(text)) return 'a number in base 60';
	if (isDate(text)) return 'a date';
	return null;
}
