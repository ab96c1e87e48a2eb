/**
 * The door of loading.
 *
 *   files ─read─▶ Objects ─settle─▶ World
 *
 * Who has Objects already imports `settle.ts` alone, and no YAML parser with it.
 */
export { defaultCluster } from './cluster/default.ts';
export { problems, type ProblemCode } from './problems.ts';
export { read, type Input } from './read.ts';
export { settle, type Overrides } from './settle.ts';
