import type { Because, Reason } from '../types.ts';
import type { End, Traffic } from './ends.ts';
import { judge, permits, type Selection } from './judge.ts';
import type { PolicySet } from './set.ts';

/** One flow between two ends. A Service is resolved before: `to` is the pod behind it, `port` that pod's own. */
export interface Question extends Traffic {
	readonly from: End;
	readonly to: End;
}

/** What NetworkPolicy alone makes of a flow. The deciding reason stands first. */
export interface Answer {
	readonly reaches: boolean;
	readonly disposition: 'delivered' | 'dropped';
	readonly because: Because;
	readonly egress: Selection;
	readonly ingress: Selection;
}

/** Judges both ends as a conforming engine would, as if the network delivered and something listened. Both must agree (fact 9.4). */
export function onlyPolicy(set: PolicySet, { from, to, protocol, port }: Question): Answer {
	const traffic = { protocol, port };
	const egress = judge(set, 'egress', from, to, traffic);
	const ingress = judge(set, 'ingress', to, from, traffic);
	const reaches = permits(egress) && permits(ingress);
	return {
		reaches,
		disposition: reaches ? 'delivered' : 'dropped',
		because: deciding(egress, ingress),
		egress,
		ingress
	};
}

/** What weighs more at the two ends decides: a denial alone, else a rule before an exemption before an open door. */
const weights: Readonly<Record<Selection['kind'], number>> = {
	denied: 6,
	allowed: 5,
	'own-node': 4,
	self: 4,
	'not-selected': 3,
	'host-network': 2,
	node: 1,
	outside: 1
};

function deciding(egress: Selection, ingress: Selection): Because {
	const [heavy, light] =
		weights[egress.kind] >= weights[ingress.kind] ? [egress, ingress] : [ingress, egress];
	if (!permits(heavy) && permits(light)) return heavy.because;
	const [first, ...others] = heavy.because;
	return [first, ...others, ...light.because.filter((reason) => !saidBy(heavy.because, reason))];
}

/** Both ends say the same of a pod that reaches itself; once is enough. */
const saidBy = (because: Because, { says }: Reason): boolean =>
	because.some((other) => other.says === says);
