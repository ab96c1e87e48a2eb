/** The kinds of names that the API server knows, and who may have which. */
import type { Field } from './field.ts';

export interface NameRule {
	readonly says: string;
	readonly longest: number;
	readonly pattern: RegExp;
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Namespaces, containers, Service ports. */
export const dnsLabel: NameRule = {
	says: 'lower case letters, digits and hyphens, at most 63',
	longest: 63,
	pattern: label
};

/** Services: a label that begins with a letter, for it becomes part of a DNS name. */
export const serviceName: NameRule = {
	says: 'lower case letters, digits and hyphens, beginning with a letter, at most 63',
	longest: 63,
	pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/
};

/** Most objects. */
export const subdomain: NameRule = {
	says: 'lower case letters, digits, hyphens and dots, at most 253',
	longest: 253,
	pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
};

/** Container ports, and wherever a port is meant by its name. */
export const portName: NameRule = {
	says: 'lower case letters, digits and single hyphens, with a letter, at most 15',
	longest: 15,
	pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
};

export const isName = (text: string, { longest, pattern }: NameRule): boolean =>
	text.length <= longest && pattern.test(text);

export function readName(field: Field, rule: NameRule): string | null {
	const text = field.text();
	if (text === null || isName(text, rule)) return text;
	const meant = text.toLowerCase().replaceAll('_', '-');
	return field.problem(
		'invalid-name',
		`is "${text}", not ${rule.says}`,
		meant !== text && isName(meant, rule) ? { try: `write ${meant}` } : {}
	);
}
