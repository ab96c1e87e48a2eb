/** A lesson as text. */
import { printable } from '#engine/exporters/index.ts';
import type { Scenario } from '#engine/scenario/index.ts';

export function showText({ id, lesson, variants }: Scenario): string {
	const { title, summary, packets, objectives, sources, verifiedOn } = lesson;
	return [
		title,
		summary,
		'',
		'Packets:',
		...packets.map(
			({ id, from, to, protocol, says }) =>
				`  ${id}: ${from} → ${to}${protocol ? ` ${protocol}` : ''}${says ? `. ${says}` : ''}`
		),
		'',
		'Variants:',
		...variants.map((variant) => `  ${id}/${variant.id}: ${variant.title}`),
		'',
		'Files:',
		...new Set(variants.flatMap(({ files }) => files.map(({ name }) => `  ${name}`))),
		'',
		'Objectives:',
		...objectives.map(
			({ exam, says, retired }) => `  ${exam}${retired ? ' (retired)' : ''}: ${says}`
		),
		'',
		`Sources, read on ${verifiedOn}:`,
		...sources.map(
			({ title, url, facts }) =>
				`  ${title}${facts.length ? ` (facts ${facts.join(', ')})` : ''}\n    ${url}`
		),
		''
	]
		.flatMap((text) => text.split('\n'))
		.map(printable)
		.join('\n');
}
