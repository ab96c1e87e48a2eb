// Lists the facts that the code quotes, with the day they were checked; those older than 180 days are marked.
import { readdirSync, readFileSync } from 'node:fs';
import { readFacts } from '../src/engine/facts.ts';

const days = 180;
const facts = new Map(
	readdirSync('docs/facts').flatMap((file) => [
		...readFacts(readFileSync(`docs/facts/${file}`, 'utf8'))
	])
);
const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => readFileSync(`src/${file}`, 'utf8'))
	.join('\n');

let old = 0;
for (const { id, checked, says, open } of facts.values()) {
	if (!code.includes(`'${id}'`)) continue;
	const stale = (Date.now() - Date.parse(checked)) / 86_400_000 > days;
	if (stale) old++;
	console.log(
		`${stale ? 'OLD' : '   '} ${open ? 'open' : '    '} ${id.padEnd(6)} ${checked}  ${says.slice(0, 96)}`
	);
}
console.log(`\n${old} facts are older than ${days} days.`);
