import { describe, expect, test } from 'vitest';
import { run, shop } from './terminal.ts';

const files = { 'shop.yaml': shop };

describe('help', () => {
	test.each(['', '--help', '-h', 'help'])('"%s" lists the commands', async (line) => {
		const { code, out, err } = await run(line);
		expect([code, err]).toEqual([0, '']);
		for (const name of ['trace', 'resolve', 'network', 'node', 'check', 'lint', 'scenario'])
			expect(out).toContain(`  ${name}`);
	});

	test.each(['trace', 'resolve', 'network', 'node', 'check', 'lint', 'scenario'])(
		'%s has its own, with examples, options and usage',
		async (name) => {
			const { code, out } = await run(`${name} --help`);
			expect(code).toBe(0);
			for (const part of ['Examples:', 'Options:', `  packetwalk ${name}`, 'Usage:'])
				expect(out).toContain(part);
			expect((await run(`help ${name}`)).out).toBe(out);
		}
	);

	test('every option of every command is explained', async () => {
		const { out } = await run('trace --help');
		for (const flag of [
			'-f, --filename',
			'-s, --scenario',
			'--cluster',
			'--model',
			'--from',
			'--to',
			'--protocol',
			'--source-port',
			'--at',
			'--pick',
			'-o, --output'
		])
			expect(out).toContain(`    ${flag}=`);
	});

	test('--version', async () => {
		expect(await run('--version')).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^packetwalk \d+\.\d+\.\d+\n$/) as string
		});
	});
});

/** The word at the end is part of what is said. */
const unknown: readonly (readonly [line: string, says: string])[] = [
	['trase -s clusterip', 'did you mean trace?'],
	['frobnicate', 'known are trace'],
	['--colour', 'unknown flag: --colour'],
	['trace -s clusterip --form shop/web', 'did you mean --from?'],
	['trace -s clusterip -x', 'unknown flag: -x'],
	['trace -s', 'flag needs a value'],
	['trace -s clusterip --help=yes', 'flag takes no value'],
	['trace -s clusterip extra', 'unexpected argument: extra'],
	['trace', 'nothing to read'],
	['trace -s clusterip -f shop.yaml', 'exclude each other'],
	['trace -s clusterpi', 'did you mean clusterip?'],
	['trace -s clusterip/fixed', 'unknown variant: clusterip/fixed'],
	['trace -s loadbalancer-public/locale', 'did you mean local?'],
	['trace -s clusterip --from shop/web', '--to is missing'],
	['trace -s clusterip --to shop/web:80', '--from is missing'],
	['trace -f shop.yaml', '--from and --to are missing'],
	['trace -s clusterip --from shop/wep --to service/shop/cat-svc:80', 'There is no pod shop/wep'],
	[
		'trace -s clusterip --from shop/web --to service/shop/dog-svc:80',
		'There is no service shop/dog-svc'
	],
	['trace -s clusterip --from shop/web --to shop/cats-0', 'needs a port'],
	['trace -s clusterip --from ... --to shop/web:80', 'is not an endpoint'],
	['trace -s clusterip --model calico', 'unknown model: calico'],
	['trace -s clusterip --model overly', 'did you mean overlay?'],
	['trace -s clusterip --protocol gre', 'unknown protocol: gre'],
	['trace -s clusterip --source-port 0', 'not a port: 0'],
	['trace -s clusterip --source-port 65536', 'not a port: 65536'],
	['trace -s clusterip --source-port http', 'not a port: http'],
	['trace -s clusterip --at node/nowhere', 'no node nowhere'],
	['trace -s clusterip --pick endpoint/shop/cat-svc:81=pod/shop/cats-0', 'no choice point'],
	['trace -s clusterip --pick endpoint/shop/cat-svc:80=pod/shop/dog', 'cannot be pod/shop/dog'],
	['trace -s clusterip --pick nonsense', 'is not a pick'],
	['trace -s clusterip -o yaml', 'unknown output: yaml'],
	['node -s clusterip', '--node is missing'],
	['node -s clusterip --node aks-nodepool1-00000', 'did you mean aks-nodepool1-000000?'],
	['node -s clusterip --node x -o text', 'unknown output: text'],
	['check -s clusterip', '--expect is missing'],
	['check -s clusterip --expect shop.yaml --only firewall', 'unknown judge: firewall'],
	['lint', 'nothing to read'],
	['lint -s clusterip', 'unknown flag: -s'],
	['scenario', 'needs list, show or check'],
	['scenario lst', 'did you mean list?'],
	['scenario list clusterip', 'unexpected argument: clusterip'],
	['scenario show', 'takes one ID'],
	['scenario show nodport', 'did you mean nodeport?'],
	['scenario check nodeports', 'did you mean nodeport?']
];

test.each(unknown)('exit 2: %s', async (line, says) => {
	const { code, out, err } = await run(line, { files });
	expect([code, out]).toEqual([2, '']);
	expect(err).toContain(says);
});

const unreadable: readonly (readonly [line: string, says: string])[] = [
	[
		'trace -f nowhere.yaml --from shop/web --to shop/db:5432',
		'cannot read nowhere.yaml: there is no such file'
	],
	['trace -f broken.yaml --from shop/web --to shop/db:5432', 'broken.yaml:2:1: error unparsable'],
	[
		'trace -f shop.yaml -f broken.yaml --from shop/web --to shop/db:5432',
		'cannot read broken.yaml'
	],
	[
		'trace -f shop.yaml --cluster nowhere.yaml --from shop/web --to shop/db:5432',
		'cannot read nowhere.yaml'
	],
	[
		'trace -f shop.yaml --cluster broken.yaml --from shop/web --to shop/db:5432',
		'broken.yaml:2:1: error unparsable'
	],
	['trace -f notes --from shop/web --to shop/db:5432', 'it holds no *.yaml'],
	['node -f broken.yaml --node x', 'cannot read broken.yaml'],
	['check -f shop.yaml --expect nowhere.yaml', 'cannot read nowhere.yaml'],
	['check -f shop.yaml --expect broken.yaml', 'broken.yaml:2:1: error unparsable'],
	['check -f broken.yaml --expect shop.yaml', 'cannot read broken.yaml'],
	['lint -f nowhere.yaml', 'cannot read nowhere.yaml']
];

test.each(unreadable)('exit 3: %s', async (line, says) => {
	const { code, out, err } = await run(line, {
		files: { ...files, 'broken.yaml': 'kind: [Pod\n', 'notes/a.txt': 'x' }
	});
	expect([code, out]).toEqual([3, '']);
	expect(err).toContain(says);
});

test('what could move the cursor is spelled out', async () => {
	const { err } = await run(['trace', '-s', 'a\u001b[2Jb\u202ec']);
	expect(err).toContain('unknown scenario: a\\u{1b}[2Jb\\u{202e}c');
});
