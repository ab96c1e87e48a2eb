/**
 * NetworkPolicy, judged once, with evidence. Where a verdict is enforced is for
 * the dataplane to say (DESIGN.md section 6).
 *
 *   world ──policySet──▶ policies by namespace, selections remembered
 *                           │
 *      judge: one end  ─────┤   not selected · allowed · denied · exempt
 *      onlyPolicy: both ────┘   egress of the sender, then ingress of the receiver
 */
export type { Direction, End, Traffic } from './ends.ts';
export { judge, type Selection } from './judge.ts';
export { onlyPolicy, type Answer, type Question } from './only.ts';
export { matches } from './selector.ts';
export { policySet, type PolicySet } from './set.ts';
