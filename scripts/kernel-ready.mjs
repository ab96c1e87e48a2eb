import { spawnSync } from 'node:child_process';
import { onPath } from './on-path.mjs';

/** What the kernel twin calls, and the Debian package that brings it. */
const tools = {
	ip: 'iproute2',
	iptables: 'iptables',
	'xtables-monitor': 'iptables',
	nft: 'nftables',
	tcpdump: 'tcpdump',
	conntrack: 'conntrack',
	ebtables: 'ebtables',
	ipset: 'ipset'
};

/** The packages that are still to be installed. */
export const missingPackages = () => [
	...new Set(
		Object.entries(tools)
			.filter(([tool]) => !onPath(tool))
			.map(([, name]) => name)
	)
];

/** Why the kernel suite cannot run on this machine, or undefined when it can: it is tried. */
export function kernelObstacle() {
	if (process.platform !== 'linux') return 'it needs Linux';
	if (process.getuid?.() !== 0) return 'it needs root: sudo npm run test:kernel';
	const packages = missingPackages();
	if (packages.length) return `it needs ${packages.join(', ')}`;

	const name = `packetwalk-probe-${process.pid}`;
	const ip = (/** @type {string[]} */ ...words) => spawnSync('ip', words, { encoding: 'utf8' });
	const made = ip('netns', 'add', name);
	const listed = ip('netns', 'exec', name, 'iptables', '-t', 'nat', '-L', '-n');
	ip('netns', 'del', name);
	if (made.status !== 0) return `no network namespace could be made: ${made.stderr.trim()}`;
	if (listed.status !== 0) return `iptables does not work in one: ${listed.stderr.trim()}`;
}
