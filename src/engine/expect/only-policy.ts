/** `--only policy`: a line judged by NetworkPolicy alone, as if the network delivered and something listened. */
import type { Network } from '../network.ts';
import { onlyPolicy, type Answer, type PolicySet } from '../policy/index.ts';
import type { Mistake } from '../question.ts';
import type { Expectation } from './expectation.ts';
import { placeText, type Outcome } from './outcome.ts';
import { goalsOf, sourceEnd } from './policy-ends.ts';

function differences(
	line: Expectation,
	{ reaches, disposition, because }: Answer
): readonly string[] {
	const [{ says, code, source }] = because;
	const found: string[] = [];
	if (reaches !== line.reaches)
		found.push(`it is ${disposition}. ${says} (${code})${source ? ` · ${placeText(source)}` : ''}`);
	else if (line.disposition !== null && line.disposition !== disposition)
		found.push(`disposition is ${disposition}, not ${line.disposition}`);
	const codes = because.map((reason) => reason.code);
	if (line.because.length && !line.because.some((wanted) => codes.includes(wanted)))
		found.push(`the reason is ${code}, not ${line.because.join(' or ')}`);
	return found;
}

export function judgePolicy(network: Network, policies: PolicySet, line: Expectation): Outcome {
	const from = sourceEnd(network, line.from);
	const goals = 'code' in from ? from : goalsOf(network, line.to, line.protocol, line.from);
	const { model, policyEngine } = network.world.cluster;
	const common = { line, model, policy: policyEngine, complete: true };
	const protocol = line.protocol ?? 'tcp';
	if ('code' in from || 'code' in goals) {
		const mistake = ('code' in from ? from : goals) as Mistake;
		return {
			...common,
			protocol,
			reaches: false,
			disposition: null,
			because: [mistake.code],
			differs: [mistake.says],
			mistake,
			branches: 0
		};
	}
	const answers = goals.map(({ end, port, protocol }) => {
		const answer = onlyPolicy(policies, { from, to: end, port, protocol });
		return { answer, protocol, differs: differences(line, answer) };
	});
	const told = answers.find(({ differs }) => differs.length) ?? answers[0];
	if (!told) {
		const differs = line.reaches ? [`${line.to} has no ready endpoint`] : [];
		return {
			...common,
			protocol,
			reaches: false,
			disposition: 'refused',
			because: ['service-no-endpoints'],
			differs,
			mistake: null,
			branches: 0
		};
	}
	const { reaches, disposition, because } = told.answer;
	const codes = [...new Set(because.map(({ code }) => code))];
	return {
		...common,
		protocol: told.protocol,
		reaches,
		disposition,
		because: codes,
		differs: told.differs,
		mistake: null,
		branches: answers.length
	};
}
