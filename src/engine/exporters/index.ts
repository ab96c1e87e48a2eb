/**
 * The forms in which a trace can be had. To add one: a file beside this one
 * that exports an `Exporter`, and its name in the list below. The command line
 * (`-o`) and the page offer whatever stands here.
 */
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { text } from './text.ts';

export { networkDocument, type NetworkDocument } from './network.ts';
export { nodeDocument, type NodeDocument } from './node.ts';

export { printable } from './parts/printable.ts';

export const exporters = [text, json, markdown] as const;
