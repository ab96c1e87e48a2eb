/** Is the comparison awake? The kernel is given rules that differ in one place, and it must be noticed. */
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { iptablesSave } from '#engine/iptables/print.ts';
import { networkOf } from './matrix/world.ts';
import { rehearse, suite } from './rehearsal.ts';
import { casesOf } from './twin/cases.ts';

const network = networkOf('overlay');
const [here] = network.world.services.filter(({ name }) => name === 'here-cluster');
const questions = [
	{ from: 'lab/client', to: 'pod/lab/there:8080' },
	{ from: 'lab/far', to: `${here!.clusterIP}:80` },
	{ from: 'internet', to: `${here!.frontends[0]!.ip}:80` },
	{ from: 'lab/here', to: `${here!.clusterIP}:80` }
];
const [podToPod, podToService, internetToService, podToItself] = questions.map(
	({ from, to }) => `${from} → ${to}`
);

interface Lie {
	readonly name: string;
	readonly tell: (rules: string) => string;
	readonly noticedIn: readonly (string | undefined)[];
}

/** The rules of a chain, in another order. */
const reordered = (chain: string, order: (rules: string[]) => string[]) => (rules: string) => {
	const lines = rules.split('\n');
	const own = lines.filter((line) => line.startsWith(`-A ${chain} `));
	const at = lines.indexOf(own[0]!);
	return [...lines.slice(0, at), ...order(own), ...lines.slice(at + own.length)].join('\n');
};

const lies: Lie[] = [
	{ name: 'the truth', tell: (rules) => rules, noticedIn: [] },
	{
		name: 'two rules that change places',
		tell: reordered('KUBE-FORWARD', ([invalid, marked, known]) => [invalid!, known!, marked!]),
		noticedIn: [podToPod, podToService, internetToService, podToItself]
	},
	{
		name: 'a range that is turned round',
		tell: (rules) =>
			rules.replace('-A IP-MASQ-AGENT -d 10.244.0.0/16', '-A IP-MASQ-AGENT ! -d 10.244.0.0/16'),
		noticedIn: [podToPod, podToService, internetToService]
	},
	{
		name: 'a mark that is not set',
		tell: reordered('KUBE-MARK-MASQ', () => []),
		noticedIn: [internetToService, podToItself]
	},
	{
		name: 'another port at the endpoint',
		tell: (rules) => rules.replace(/(lab\/here-cluster.*-j DNAT .*):8080$/m, '$1:8081'),
		noticedIn: [podToService, internetToService, podToItself]
	}
];

suite.each(lies)('$name', ({ tell, noticedIn }) => {
	const cases = casesOf(network, questions);
	const judge = rehearse(network, cases, { print: (rules) => tell(iptablesSave(rules)) });

	test(noticedIn.length ? 'is noticed' : 'passes', () => {
		const wrong = cases.filter((one) => {
			const { kernel, engine } = judge(one);
			return !isDeepStrictEqual(kernel, engine);
		});
		expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual(noticedIn);
	});
});
