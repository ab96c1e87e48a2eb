/** A suite's own twin: built, used once for all of its cases, and taken down again. */
import { beforeAll, describe } from 'vitest';
import type { Walker } from '#engine/machine/walk.ts';
import type { Network } from '#engine/network.ts';
import { kernelObstacle } from '../../scripts/kernel-ready.mjs';
import { judge, type Case } from './twin/cases.ts';
import { stories } from './twin/stories.ts';
import { Twin, type Evidence, type Print } from './twin/twin.ts';

const obstacle = kernelObstacle();
if (obstacle) console.log(`The kernel twin is skipped: ${obstacle}.`);

/** A suite that needs a twin: skipped, with the reason said above, where none can be built. */
export const suite = describe.skipIf(obstacle);

interface Choices {
	readonly print?: Print;
	readonly walker?: Walker;
}

/** Before the tests of a suite, makes every call; the answer judges one case. */
export function rehearse(
	network: Network,
	cases: readonly Case[],
	{ print, walker }: Choices = {}
) {
	const calls = cases.map(({ call }) => call);
	let evidence: Evidence;
	let told: ReturnType<typeof stories>;
	beforeAll(async () => {
		const twin = await Twin.raise(network, calls, print);
		try {
			evidence = await twin.run();
		} finally {
			await twin.close();
		}
		told = stories(evidence, calls);
	});
	return (one: Case) => judge(network, one, evidence, told.get(one.call.sourcePort)!, walker);
}
