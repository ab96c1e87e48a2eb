/** Connectivity tests as code: what is expected of a packet, asked of every branch of its walk. */
export { branches } from './branches.ts';
export { readExpectations, type Expectations } from './expectation.ts';
export { judge } from './judge.ts';
export { judgePolicy } from './only-policy.ts';
export type { Outcome } from './outcome.ts';
