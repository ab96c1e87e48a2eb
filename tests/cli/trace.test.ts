import { describe, expect, test } from 'vitest';
import type { Trace } from '#engine/types.ts';
import { run, shop } from './terminal.ts';

const files = { 'shop.yaml': shop };
const ends = '--from shop/web --to shop/db:5432';

async function traced(line: string, given: Parameters<typeof run>[1] = { files }): Promise<Trace> {
	const { code, out, err } = await run(`${line} -o json`, given);
	expect([code, err]).toEqual([0, '']);
	return JSON.parse(out) as Trace;
}

describe('where the cluster comes from', () => {
	test.each([
		['a file', `trace -f shop.yaml ${ends}`, files],
		['a folder', `trace -f manifests ${ends}`, { 'manifests/shop.yaml': shop }],
		['a folder with a slash', `trace -f manifests/ ${ends}`, { 'manifests/shop.yml': shop }],
		[
			'several files',
			`trace -f a.yaml -f b.yaml ${ends}`,
			{ 'a.yaml': shop.split('---')[0]!, 'b.yaml': shop.split('---')[1]! }
		],
		[
			'a folder without its subfolders',
			`trace -f manifests ${ends}`,
			{ 'manifests/shop.yaml': shop, 'manifests/old/shop.yaml': 'not: [read' }
		],
		[
			'a folder with other files',
			`trace -f manifests ${ends}`,
			{ 'manifests/shop.yaml': shop, 'manifests/README.md': '# not: [read' }
		],
		[
			'a folder with a lesson',
			`trace -f manifests ${ends}`,
			{ 'manifests/shop.yaml': shop, 'manifests/lesson.yaml': 'title: not a manifest' }
		]
	])('%s', async (_, line, files) => {
		expect((await traced(line, { files })).deliveredTo).toBe('pod/shop/db:5432');
	});

	test('standard input', async () => {
		const trace = await traced(`trace -f - ${ends}`, { stdin: shop });
		expect(trace.deliveredTo).toBe('pod/shop/db:5432');
		expect(JSON.stringify(trace)).toContain('"file":"stdin"');
	});

	test('JSON and a List', async () => {
		const pods = ['web', 'db'].map((name) => ({
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: { name, namespace: 'shop' },
			spec: { containers: [{ name, image: 'x' }] }
		}));
		const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods });
		expect((await traced(`trace -f - ${ends}`, { stdin })).disposition).toBe('delivered');
	});

	const kubenet = 'networkProfile: { networkPlugin: kubenet }';
	test.each([
		['--cluster', `trace -f shop.yaml --cluster c.yaml ${ends}`, { ...files, 'c.yaml': kubenet }],
		[
			'cluster.yaml of the folder',
			`trace -f manifests ${ends}`,
			{ 'manifests/shop.yaml': shop, 'manifests/cluster.yaml': kubenet }
		],
		[
			'--cluster before cluster.yaml',
			`trace -f manifests --cluster c.yaml ${ends}`,
			{ 'manifests/shop.yaml': shop, 'manifests/cluster.yaml': '{}', 'c.yaml': kubenet }
		],
		['--model', `trace -f shop.yaml --model kubenet ${ends}`, files],
		['--cluster beside a scenario', `trace -s clusterip --cluster c.yaml`, { 'c.yaml': kubenet }]
	])('the cluster of %s', async (_, line, files) => {
		expect((await traced(line, { files })).model).toBe('kubenet');
	});

	test('two cluster files are one too many', async () => {
		const { code, err } = await run(`trace -f a -f b ${ends}`, {
			files: { 'a/cluster.yaml': '{}', 'b/cluster.yaml': '{}' }
		});
		expect(code).toBe(2);
		expect(err).toContain('several cluster files: a/cluster.yaml, b/cluster.yaml');
	});

	test('azure-cni is node-subnet', async () => {
		expect((await traced(`trace -f shop.yaml --model azure-cni ${ends}`)).model).toBe(
			'node-subnet'
		);
	});
});

describe('what is asked', () => {
	test('a scenario without ends sends the first packet of its lesson', async () => {
		expect(await traced('trace -s clusterip')).toEqual(
			await traced('trace -s clusterip --from shop/web --to service/shop/cat-svc:80')
		);
	});

	test.each([
		['-s id is the first variant', 'trace -s loadbalancer-public', '10.224.0.4'],
		['-s id/variant is another', 'trace -s loadbalancer-public/local', '203.0.113.10']
	])('%s', async (_, line, sees) => {
		const trace = await traced(line);
		expect(trace.connections[0]!.request.steps.at(-1)!.after.src).toBe(sees);
	});

	test('a pick, a source port, a protocol', async () => {
		expect(
			(await traced('trace -s clusterip --pick endpoint/shop/cat-svc:80=pod/shop/cats-2'))
				.deliveredTo
		).toBe('pod/shop/cats-2:8080');
		expect(
			(await traced('trace -s clusterip --source-port 1234')).connections[0]!.request.steps[0]!
				.before.srcPort
		).toBe(1234);
		expect(
			(await traced('trace -s clusterip --from shop/web --to shop/cats-0 --protocol ICMP'))
				.connections[0]!.request.steps[0]!.before.protocol
		).toBe('icmp');
	});

	test('--at asks one node alone', async () => {
		const trace = await traced(
			'trace -s nodeport --at node/aks-nodepool1-000002 --from 192.0.2.7 --to 10.224.0.6:31000'
		);
		const [{ request, reply }] = trace.connections as [Trace['connections'][0]];
		expect(new Set(request.steps.map(({ at }) => at.name))).toEqual(
			new Set(['aks-nodepool1-000002'])
		);
		expect([trace.disposition, reply]).toEqual(['delivered', null]);
	});
});

describe('what must be shown', () => {
	test.each(['cluster', 'local'])(
		'floating IP and direct return, externalTrafficPolicy %s',
		async (variant) => {
			const { connections } = await traced(
				`trace -s loadbalancer-public/${variant} --from internet --to service/shop/web:80`
			);
			const [{ request, reply, next }] = connections as [(typeof connections)[0]];
			const atNode = request.wire.find(
				({ device, direction }) => device.kind === 'node' && direction === 'in'
			)!;
			expect([atNode.tuple.dst, atNode.tuple.dstPort]).toEqual(['198.51.100.10', 80]);
			const masqueraded = request.steps.some(({ rules }) =>
				rules.some(({ target }) => target.startsWith('MASQUERADE'))
			);
			expect(masqueraded).toBe(variant === 'cluster');
			expect(reply!.steps.at(-1)!.after).toMatchObject({
				src: '198.51.100.10',
				srcPort: 80,
				dst: '203.0.113.10'
			});
			expect(reply!.steps.some(({ at }) => at.kind === 'load-balancer')).toBe(false);
			expect(
				next!.steps.flatMap(({ rules }) => rules.filter(({ table }) => table === 'nat'))
			).toEqual([]);
		}
	);

	test.each([
		['kubenet', '10.224.0.4'],
		['azure-cni', '10.224.0.5'],
		['overlay', '10.224.0.4']
	])('a VM sees a pod under %s as %s', async (model, sees) => {
		const { connections } = await traced(
			`trace -s pod-to-pod-across-nodes --from shop/web --to vm/database:5432 --model ${model}`
		);
		expect(connections[0]!.request.steps.at(-1)!.after.src).toBe(sees);
	});
});

describe('exit codes', () => {
	test.each([
		'trace -s clusterip --from shop/web --to service/shop/cat-svc:81',
		'trace -s nodeport --from internet --to node/aks-nodepool1-000000:31000'
	])('0 whatever the fate of the packet: %s', async (line) => {
		const { code, out } = await run(line);
		expect(code).toBe(0);
		expect(out).toMatch(/^fate +(dropped|no-route)$/m);
	});

	test('1 where an error was found, and the walk is complete all the same', async () => {
		const faulty = `${shop}---\napiVersion: v1\nkind: Service\nmetadata: { name: bad, namespace: shop }\nspec: { ports: [{ port: 99999 }] }\n`;
		const { code, out, err } = await run(`trace -f - ${ends}`, { stdin: faulty });
		expect(code).toBe(1);
		expect(out).toMatch(/^fate +delivered/m);
		expect(err).toMatch(/^stdin:\d+:\d+: error out-of-range: /m);
		expect(err).toMatch(/^ {2}try: /m);
	});

	test('0 where there are warnings alone', async () => {
		const { code, err } = await run(`trace -f - ${ends}`, {
			stdin: shop.replace('app: db }, ports', 'app: dbb }, ports')
		});
		expect(code).toBe(0);
		expect(err).toContain('warning service-selects-nothing');
	});

	test('what is not walked yet is named, never dropped in silence', async () => {
		const { code, err } = await run(`trace -f - ${ends}`, {
			stdin: `${shop}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: all, namespace: shop }\n`
		});
		expect(code).toBe(0);
		expect(err).toMatch(/ignored: .*Ingress/);
	});
});

describe('the terminal', () => {
	test('colours only where they are wanted, and the words stay the same', async () => {
		const plain = await run('trace -s clusterip');
		const coloured = await run('trace -s clusterip', { colours: true });
		expect(plain.out).not.toContain('\u001b');
		expect(coloured.out).toContain('\u001b[');
		// eslint-disable-next-line no-control-regex -- it is what is taken out
		expect(coloured.out.replace(/\u001b\[\d+m/g, '')).toBe(plain.out);
	});

	test('a packet that cannot exist is said to be none', async () => {
		const { code, out } = await run('trace -s clusterip --from shop/web --to example.com:443');
		expect(code).toBe(0);
		expect(out).toMatch(/^fate +undetermined$/m);
		expect(out).toContain('No packet exists');
		expect(out).not.toContain('0.0.0.0');
	});

	test('a hostile name cannot move the cursor', async () => {
		const { out, err } = await run(
			['trace', '-f', '-', '--from', 'shop/web', '--to', 'shop/db:5432'],
			{
				stdin: `${shop}---\napiVersion: v1\nkind: Pod\nmetadata: { name: "x\\e[2Jy\\ne", namespace: shop }\n`
			}
		);
		for (const text of [out, err]) expect(text.split('\n').join('')).not.toMatch(/\p{Cc}/u);
		expect(err).toContain('\\u{1b}');
	});
});
