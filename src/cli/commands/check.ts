import {
	judge,
	judgePolicy,
	readExpectations,
	type Expectations,
	type Outcome
} from '#engine/expect/index.ts';
import { settle } from '#engine/load/index.ts';
import { compile } from '#engine/compile/index.ts';
import type { Network } from '#engine/network.ts';
import { policySet } from '#engine/policy/index.ts';
import type { ModelId, PolicyEngine, Problem } from '#engine/world.ts';
import { didYouMean, type Arguments, type Command } from '../command.ts';
import { textOf } from '../files.ts';
import { inputFlags, inputOf, networkOf, type Input } from '../inputs.ts';
import { junit } from '../junit.ts';
import { failures, summary, tally, verdictOf } from '../outcomes.ts';
import { outputFlag, outputOf } from '../output.ts';
import { hasError, jsonText, problemText, report } from '../print.ts';
import { Stop } from '../stop.ts';
import type { Terminal } from '../terminal.ts';

const formats = ['text', 'json', 'junit'] as const;

/** Where only policies are asked, it does not matter that the rest is not walked yet. */
const notWalked = [
	'model-not-modelled',
	'dataplane-not-modelled',
	'policy-engine-not-modelled',
	'policy-without-engine',
	'outbound-not-modelled'
];

async function expectationsOf(given: Arguments, terminal: Terminal): Promise<Expectations> {
	const path = given.one('expect');
	if (path === null) throw new Stop(2, '--expect is missing', 'name a file of expectations');
	const expectations = readExpectations(
		path === '-' ? 'stdin' : path,
		await textOf(path, terminal)
	);
	expectations.problems.forEach((problem) => terminal.err(problemText(problem)));
	if (!expectations.parsed) throw new Stop(3, `cannot read ${path}`);
	return expectations;
}

function isOnlyPolicy(given: Arguments): boolean {
	const only = given.one('only');
	if (only !== null && only !== 'policy')
		throw new Stop(2, `unknown judge: ${only}`, didYouMean(only, ['policy']));
	return only === 'policy';
}

/** The network of a line: a line that names models is asked under each of them. */
function outcomesOf(
	{ lines }: Expectations,
	input: Input,
	network: Network,
	ask: (network: Network, line: Expectations['lines'][number]) => Outcome
): readonly Outcome[] {
	const { model: own, policyEngine } = network.world.cluster;
	const networks = new Map([[`${own} ${policyEngine}`, network]]);
	const under = (model: ModelId, engine: PolicyEngine): Network => {
		const key = `${model} ${engine}`;
		const known =
			networks.get(key) ?? compile(settle(input.objects, { model, policyEngine: engine }));
		networks.set(key, known);
		return known;
	};
	return lines.flatMap((line) =>
		(line.model ?? [own]).flatMap((model) =>
			(line.policy ?? [policyEngine]).map((engine) => ask(under(model, engine), line))
		)
	);
}

export const check: Command = {
	name: 'check',
	says: 'Test connectivity as code: compare expectations with what the packets do.',
	usage:
		'check (-s SCENARIO[/VARIANT] | -f PATH...) [--cluster FILE] --expect FILE [--only policy] [options]',
	examples: [
		['Of a folder of manifests', 'check -f manifests/ --expect expectations.yaml'],
		[
			'For a build server',
			'check -f manifests/ --expect expectations.yaml -o junit > packetwalk.xml'
		],
		[
			'By NetworkPolicy alone, as if the network delivered and something listened',
			'check -f manifests/ --expect expectations.yaml --only policy'
		]
	],
	flags: {
		...inputFlags,
		expect: {
			value: 'FILE',
			says: "YAML or JSON: a list of {from, to, reaches}, also {at, protocol, pick, model, policy, disposition, because, status, sees, deliveredTo}; or a map that holds it under 'expect'."
		},
		only: {
			value: 'policy',
			says: 'Judge NetworkPolicy alone, at both ends; from, to, protocol, reaches, disposition and because are compared.'
		},
		output: outputFlag(formats)
	},
	async run(given, terminal) {
		const format = outputOf(given, formats);
		const only = isOnlyPolicy(given);
		const input = await inputOf(given, terminal);
		const expectations = await expectationsOf(given, terminal);
		const network = networkOf(input, terminal);
		const counts = ({ code }: Problem) => !only || !notWalked.includes(code);
		const problems = network.world.problems.filter(counts);
		report({ problems, ignored: network.world.ignored }, terminal);

		const policies = policySet(network.world);
		const outcomes = outcomesOf(expectations, input, network, (under, line) =>
			only ? judgePolicy(under, policies, line) : judge(under, line, input.isScenario)
		);
		if (format === 'json')
			terminal.out(jsonText({ version: 1, results: outcomes.map(verdictOf), ...tally(outcomes) }));
		else if (format === 'junit') terminal.out(junit(outcomes));
		else terminal.out(failures(outcomes) + summary(outcomes));

		if (outcomes.some(({ mistake }) => mistake)) return 2;
		return tally(outcomes).failed || hasError([...problems, ...expectations.problems]) ? 1 : 0;
	}
};
