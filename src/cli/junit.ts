/** Outcomes as JUnit's XML, which build servers show as tests. */
import { printable } from '#engine/exporters/index.ts';
import type { Outcome } from '#engine/expect/index.ts';
import { tally } from './outcomes.ts';
import { placeOf } from './print.ts';

/** What could disturb a terminal is spelled out; what XML 1.0 cannot hold becomes a mark. */
const escaped = (text: string): string =>
	printable(text)
		.replace(/[\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');

const attributes = (of: Readonly<Record<string, string | number>>): string =>
	Object.entries(of)
		.map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
		.join('');

function testcase({
	line,
	model,
	protocol,
	disposition,
	because,
	differs,
	mistake
}: Outcome): string {
	const head = attributes({
		name: `${line.from} → ${line.to} ${protocol} is ${line.reaches ? '' : 'not '}delivered (${model})`,
		classname: line.source.file,
		file: line.source.file,
		line: line.source.line
	});
	if (!differs.length) return `    <testcase${head}/>`;
	const kind = mistake ? 'error' : 'failure';
	const type = attributes({ type: because[0] ?? disposition ?? 'nothing', message: differs[0]! });
	const text = escaped([placeOf(line.source), ...differs].join(' · '));
	return `    <testcase${head}>\n      <${kind}${type}>${text}</${kind}>\n    </testcase>`;
}

/** One suite for each file of expectations. A line that names what is not there is an error, not a failure. */
export function junit(outcomes: readonly Outcome[]): string {
	const suites = [...Map.groupBy(outcomes, ({ line }) => line.source.file)].map(([file, own]) =>
		[
			`  <testsuite${attributes({ name: file, ...counts(own) })}>`,
			...own.map(testcase),
			'  </testsuite>'
		].join('\n')
	);
	return (
		[
			'<?xml version="1.0" encoding="UTF-8"?>',
			`<testsuites${attributes({ name: 'packetwalk', ...counts(outcomes) })}>`,
			...suites,
			'</testsuites>'
		].join('\n') + '\n'
	);
}

function counts(outcomes: readonly Outcome[]) {
	const errors = outcomes.filter(({ mistake }) => mistake).length;
	return { tests: outcomes.length, failures: tally(outcomes).failed - errors, errors };
}
