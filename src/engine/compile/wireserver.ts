/** AKS's node script: pods may not reach the platform's wire server; DNS to the same address is left alone (A1). */
import { platformAddress as wireServer } from '../azure/platform.ts';
import type { Rule } from '../network.ts';
import { documented } from './documented.ts';
import { drop, portIs, protocolIs, to } from './rule.ts';

const block = (port: number): Rule => ({
	match: [to(wireServer), protocolIs('tcp'), portIs(port)],
	target: drop,
	because: documented(
		'wireserver-blocked',
		'A1',
		`AKS keeps pods from port ${port} of ${wireServer}, the platform's wire server; the node itself may reach it.`
	)
});

/** Each is inserted at position 1, so the second stands above the first. */
export const wireServerRules: readonly Rule[] = [block(32526), block(80)];
