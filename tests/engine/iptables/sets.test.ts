import { expect, test } from 'vitest';
import { ipsetRestore } from '#engine/iptables/print-sets.ts';
import { isMember } from '#engine/iptables/sets.ts';
import type { IpSet } from '#engine/network.ts';

const sets: readonly IpSet[] = [
	{
		name: 'block',
		type: 'hash:net',
		members: ['10.0.0.0/8', '10.1.0.0/16 nomatch', '10.1.2.0/24', '10.9.9.9 nomatch'],
		comment: 'cidr-a'
	},
	{ name: 'web', type: 'hash:ip,port', members: ['10.244.0.4,tcp:8080'], comment: 'namedport:web' },
	{ name: 'pods', type: 'hash:ip', members: ['10.244.0.4'], comment: 'pods' },
	{ name: 'both', type: 'list:set', members: ['pods', 'block'], comment: 'nested' }
];
const tuple = {
	protocol: 'tcp',
	src: '10.1.2.3',
	srcPort: 49152,
	dst: '10.244.0.4',
	dstPort: 8080
} as const;

test.each([
	['block', ['src'], {}, true], // the longest prefix decides
	['block', ['src'], { src: '10.1.3.3' }, false],
	['block', ['src'], { src: '10.2.0.1' }, true],
	['block', ['src'], { src: '10.9.9.9' }, false],
	['block', ['src'], { src: '11.0.0.1' }, false],
	['pods', ['dst'], {}, true],
	['pods', ['src'], {}, false],
	['web', ['dst', 'dst'], {}, true],
	['web', ['dst', 'dst'], { dstPort: 80 }, false],
	['web', ['dst', 'dst'], { protocol: 'udp' }, false],
	['web', ['src', 'src'], { src: '10.244.0.4', srcPort: 8080 }, true],
	['both', ['dst'], {}, true],
	['both', ['dst'], { dst: '172.16.0.1' }, false]
] as const)('%s %s of %j: %s', (name, ends, other, holds) => {
	expect(isMember(sets, name, ends, { ...tuple, ...other })).toBe(holds);
});

test('a rule that names a missing set is our mistake', () => {
	expect(() => isMember(sets, 'nobody', ['src'], tuple)).toThrow('no such set: nobody');
});

test('every set is made before one is filled', () => {
	const lines = ipsetRestore(sets)
		.split('\n')
		.filter((line) => line && !line.startsWith('#'));
	expect(lines.slice(0, 4)).toEqual([
		'create block hash:net',
		'create web hash:ip,port',
		'create pods hash:ip',
		'create both list:set'
	]);
	expect(lines).toContain('add block 10.1.0.0/16 nomatch');
	expect(lines.at(-1)).toBe('add both block');
});
