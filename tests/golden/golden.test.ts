import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { exporters } from '#engine/exporters/index.ts';
import { describe, expect, test } from 'vitest';
import { laneName, lanes, networkOf, walk, type Lane } from './shelf.ts';

const [text] = exporters;
const fileOf = (lane: Lane) => `tests/golden/${laneName(lane)}.txt`;

/** The walks of all packets of a lesson, in one network. */
function walksOf(lane: Lane): string {
	const network = networkOf(lane);
	return lane.variant.lesson.packets
		.map((packet) => `# ${packet.id}\n\n${text.print(walk(network, packet))}`)
		.join('\n\n');
}

if (process.env['GOLDEN'] === 'write')
	for (const lane of lanes) writeFileSync(fileOf(lane), walksOf(lane));

describe('golden traces, written by npm run golden alone', () => {
	test.each(lanes.map((lane) => [laneName(lane), lane] as const))('%s', (_, lane) => {
		expect(existsSync(fileOf(lane)), 'run npm run golden and read what it writes').toBe(true);
		expect(walksOf(lane)).toBe(readFileSync(fileOf(lane), 'utf8'));
	});

	test('no file is left over', () => {
		const stored = readdirSync('tests/golden').filter((name) => name.endsWith('.txt'));
		expect(stored.sort()).toEqual(lanes.map((lane) => `${laneName(lane)}.txt`).sort());
	});
});

/** Every packet of a lesson has a hand-written expectation behind it, in every model. */
test.each(lanes.map((lane) => [laneName(lane), lane] as const))(
	'%s: no packet without an expectation',
	(_, { variant, model, policyEngine }) => {
		const { packets, expect: lines } = variant.lesson;
		const bare = packets.filter(
			({ from, to, protocol }) =>
				!lines.some(
					(line) =>
						line.from === from &&
						line.to === to &&
						line.protocol === protocol &&
						(line.model?.includes(model) ?? true) &&
						(line.policy?.includes(policyEngine) ?? true)
				)
		);
		expect(bare.map(({ id }) => id)).toEqual([]);
	}
);
