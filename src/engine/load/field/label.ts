/** Labels and the selectors that ask for them. */
import type { Labels, LabelSelector } from '../../world.ts';
import type { Field } from './field.ts';
import { Fields } from './fields.ts';
import { isName, subdomain } from './name.ts';
import { tables } from '../tables.ts';

const part = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const isPart = (text: string): boolean => text.length <= 63 && part.test(text);

function isLabelKey(key: string): boolean {
	const [name = '', prefix, rest] = key.split('/').reverse();
	return rest === undefined && isPart(name) && (prefix === undefined || isName(prefix, subdomain));
}

const isLabelValue = (value: string): boolean => value === '' || isPart(value);

/** Texts by name; an empty value is an empty text. */
export const readTexts = (field: Field): Labels =>
	Object.fromEntries(field.entries().map(([key, value]) => [key, value.text() ?? '']));

export function readLabels(field: Field): Labels {
	for (const [key, value] of field.entries()) {
		const text = value.text() ?? '';
		if (!isLabelKey(key)) value.misplaced('invalid-label', 'has a key that is no label key');
		if (!isLabelValue(text))
			value.problem('invalid-label', `is "${text}", which is no label value`);
	}
	return readTexts(field);
}

/** Null where the field is not written: that is not the same as an empty selector, which selects everything. */
export function readSelector(field: Field): LabelSelector | null {
	if (!field.isGiven) return null;
	const selector = new Fields(field, tables.selector);
	return {
		matchLabels: readLabels(selector.field('matchLabels')),
		matchExpressions: selector
			.field('matchExpressions')
			.items()
			.flatMap((item) => readRequirement(item) ?? []),
		source: field.source
	};
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

function readRequirement(item: Field): LabelSelector['matchExpressions'][number] | null {
	const fields = new Fields(item, tables.requirement);
	const key = fields.required('key').text();
	const operator = fields.required('operator').oneOf(operators);
	const values = fields
		.field('values')
		.items()
		.map((value) => (value.isGiven ? value.text() : null) ?? '');
	if (key === null || operator === null) return null;
	if (!isLabelKey(key))
		return fields.field('key').problem('invalid-label', `is "${key}", which is no label key`);
	const wantsValues = operator === 'In' || operator === 'NotIn';
	if (wantsValues && !values.length)
		return item.problem('invalid-selector', `has the operator ${operator} without values`, {
			try: 'add values: [VALUE]'
		});
	if (!wantsValues && values.length)
		return fields
			.field('values')
			.problem('invalid-selector', `are given, but ${operator} takes none`, {
				try: 'remove values'
			});
	for (const value of values)
		if (!isLabelValue(value))
			fields.field('values').problem('invalid-label', `holds "${value}", which is no label value`);
	return { key, operator, values };
}

/** The plain form that Services and nodeSelector have. */
export function readPlainSelector(field: Field): Labels | null {
	const labels = readLabels(field);
	return Object.keys(labels).length ? labels : null;
}
