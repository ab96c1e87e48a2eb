/** Does a line of expectations hold? It is asked of every branch that the line leaves open. */
import { findSource } from '../endpoints/index.ts';
import type { Network } from '../network.ts';
import type { Step, Trace } from '../types.ts';
import { asked, decidingStep } from './asked.ts';
import { branches } from './branches.ts';
import type { Expectation } from './expectation.ts';
import { placeText, type Outcome } from './outcome.ts';

const codes = (steps: readonly (Step | undefined)[]) => [
	...new Set(steps.flatMap((step) => step?.because.map(({ code }) => code) ?? []))
];

function why(step: Step | undefined): string {
	if (!step) return 'No packet was sent.';
	const [{ code, says, source }] = step.because;
	const rule = step.rules.at(-1);
	const parts = [
		`${says} (${code})`,
		`at ${step.at.kind} ${step.at.name}`,
		rule && `${rule.table} ${rule.chain} ${rule.number}`,
		source && placeText(source)
	];
	return parts.filter(Boolean).join(' · ');
}

/** An address as it is, or that of an endpoint in words. */
function addressOf(network: Network, words: string): string {
	const found = findSource(network, words);
	if ('code' in found) return words;
	return (
		found.address ??
		network.world.nodes.find(({ name }) => name === found.device.name)?.address ??
		words
	);
}

/** What one branch has of which the line says something else. */
function differences(network: Network, line: Expectation, trace: Trace): readonly string[] {
	const connection = asked(trace);
	const { disposition, clientSees, request } = connection;
	const step = decidingStep(connection);
	const found: string[] = [];
	const compare = (what: string, expected: unknown, is: unknown) => {
		if (expected !== is) found.push(`${what} is ${String(is)}, not ${String(expected)}`);
	};

	const reaches = disposition === 'delivered';
	if (disposition === 'undetermined' || reaches !== line.reaches)
		found.push(`it is ${disposition}. ${why(step)}`);
	else if (line.disposition !== null) compare('disposition', line.disposition, disposition);

	const given = codes(reaches ? request.steps : [step]);
	if (line.because.length && !line.because.some((code) => given.includes(code))) {
		found.push(`the reason is ${codes([step]).join(', ')}, not ${line.because.join(' or ')}`);
	}
	if (line.status !== null) compare('what the client sees', `http-${line.status}`, clientSees);
	if (line.sees !== null)
		compare(
			'the source that the endpoint sees',
			addressOf(network, line.sees),
			request.steps.at(-1)?.after.src
		);
	if (line.deliveredTo !== null) compare('deliveredTo', line.deliveredTo, trace.deliveredTo);
	return found;
}

/** Which options make a branch another than the first. */
const branchName = ({ choices }: Trace) =>
	choices.map(({ point, chosen }) => `${point}=${chosen}`).join(', ');

export function judge(network: Network, line: Expectation, ownsPods: boolean): Outcome {
	const { from, to, at, protocol, pick } = line;
	const question = {
		from,
		to,
		...(at !== null && { at }),
		...(protocol !== null && { protocol }),
		picks: pick,
		ownsPods
	};
	const answer = branches(network, question);
	const { model, policyEngine } = network.world.cluster;
	const common = { line, model, policy: policyEngine };
	if ('mistake' in answer) {
		const { mistake } = answer;
		const differs = [mistake.says];
		return {
			...common,
			protocol: protocol ?? 'tcp',
			reaches: false,
			disposition: null,
			because: [mistake.code],
			differs,
			mistake,
			branches: 0,
			complete: true
		};
	}
	const { traces, complete } = answer;
	const told = traces.map((trace) => ({ trace, differs: differences(network, line, trace) }));
	const { trace, differs } = told.find((branch) => branch.differs.length) ?? told[0]!;
	const connection = asked(trace);
	return {
		...common,
		protocol: connection.request.steps[0]?.before.protocol ?? protocol ?? 'tcp',
		reaches: connection.disposition === 'delivered',
		disposition: connection.disposition,
		because: codes([decidingStep(connection)]),
		differs: traces.length > 1 ? differs.map((text) => `${text} [${branchName(trace)}]`) : differs,
		mistake: null,
		branches: traces.length,
		complete
	};
}
