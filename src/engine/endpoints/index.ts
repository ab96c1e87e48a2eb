/** Finding both ends of a question: from words to devices and addresses, and back to words. */
export type { End, Named, Nowhere, Target } from './end.ts';
export { findSource } from './source.ts';
export { findTarget } from './target.ts';
export { wordsOf } from './words.ts';
