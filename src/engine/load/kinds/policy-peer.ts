/** One element of `from` or `to`. */
import { covers } from '../../ip.ts';
import type { PolicyPeer } from '../../world.ts';
import { isCidr, isIPv6, whyNoIPv6 } from '../field/address.ts';
import type { Field } from '../field/field.ts';
import { Fields } from '../field/fields.ts';
import { readSelector } from '../field/label.ts';
import { tables } from '../tables.ts';

export function readPeer(item: Field): PolicyPeer {
	const peer = new Fields(item, tables.peer);
	const podSelector = readSelector(peer.field('podSelector'));
	const namespaceSelector = readSelector(peer.field('namespaceSelector'));
	const block = peer.map('ipBlock', tables.ipBlock);
	const hasSelector = podSelector !== null || namespaceSelector !== null;
	if (block.isGiven && hasSelector)
		block.self.misplaced('peer-mixed', 'stands beside a selector', {
			try: 'write two peers, each with its own "- "'
		});
	// An empty value is a field that is left out, so `podSelector:` alone is not `podSelector: {}`.
	if (!block.isGiven && !hasSelector)
		item.problem('peer-empty', 'has neither ipBlock nor podSelector nor namespaceSelector');
	return {
		podSelector,
		namespaceSelector,
		ipBlock: block.isGiven ? readBlock(block) : null,
		source: item.source
	};
}

/** An IPv6 block stays in its place: it holds none of our addresses, and without it the rule would admit everybody. */
function readBlock(block: Fields): PolicyPeer['ipBlock'] {
	const field = block.required('cidr');
	const cidr = field.text() ?? '';
	const isRange = cidr !== '' && isCidr(field, cidr);
	if (isRange && isIPv6(cidr)) field.notes.ignore(`${field.path} ${cidr}`, whyNoIPv6, field.at);
	const except = block
		.field('except')
		.items()
		.flatMap((item) => {
			const hole = item.text();
			if (hole === null || !isCidr(item, hole)) return [];
			const fits = isIPv6(cidr)
				? isIPv6(hole)
				: !isIPv6(hole) && cidr !== hole && covers(cidr, hole);
			if (isRange && !fits)
				item.problem('except-outside', `is ${hole}, which is no part of ${cidr}`);
			return [hole];
		});
	return { cidr, except };
}
