import { expect, test } from 'vitest';
import { matches } from '#engine/policy/index.ts';
import type { Labels, LabelSelector } from '#engine/world.ts';

const source = { file: 'a.yaml', line: 1, column: 1 };
const selector = (
	matchLabels: Labels,
	...matchExpressions: LabelSelector['matchExpressions']
): LabelSelector => ({ matchLabels, matchExpressions, source });

const In = (key: string, ...values: string[]) => ({ key, operator: 'In', values }) as const;
const NotIn = (key: string, ...values: string[]) => ({ key, operator: 'NotIn', values }) as const;
const Exists = (key: string) => ({ key, operator: 'Exists', values: [] }) as const;
const DoesNotExist = (key: string) => ({ key, operator: 'DoesNotExist', values: [] }) as const;

test.each<[string, LabelSelector, Labels, boolean]>([
	['an empty selector chooses everything', selector({}), {}, true],
	['a label that is there', selector({ app: 'web' }), { app: 'web', env: 'prod' }, true],
	['a label of another value', selector({ app: 'web' }), { app: 'cart' }, false],
	['a label that is missing', selector({ app: 'web' }), {}, false],
	['every label must hold', selector({ app: 'web', env: 'prod' }), { app: 'web' }, false],
	['an empty value is a value', selector({ default: '' }), { default: '' }, true],
	['an empty value is not the missing key', selector({ default: '' }), {}, false],
	['In, one of the values', selector({}, In('app', 'web', 'cart')), { app: 'cart' }, true],
	['In, none of the values', selector({}, In('app', 'web')), { app: 'cart' }, false],
	['In, key missing', selector({}, In('app', 'web')), {}, false],
	['NotIn, one of the values', selector({}, NotIn('app', 'web')), { app: 'web' }, false],
	['NotIn, none of the values', selector({}, NotIn('app', 'web')), { app: 'cart' }, true],
	['NotIn, key missing', selector({}, NotIn('app', 'web')), {}, true],
	['Exists', selector({}, Exists('app')), { app: '' }, true],
	['Exists, key missing', selector({}, Exists('app')), {}, false],
	['Exists does not find what every object has', selector({}, Exists('constructor')), {}, false],
	['DoesNotExist', selector({}, DoesNotExist('app')), {}, true],
	['DoesNotExist, key there', selector({}, DoesNotExist('app')), { app: '' }, false],
	[
		'labels and expressions must both hold',
		selector({ app: 'web' }, Exists('env')),
		{ app: 'web' },
		false
	]
])('%s', (_, selector, labels, expected) => {
	expect(matches(selector, labels)).toBe(expected);
});
