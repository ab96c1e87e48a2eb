/** Sets as `ipset restore` takes them: all are made before any is filled, so a list may hold every set. */
import type { IpSet } from '../network.ts';

export const ipsetRestore = (sets: readonly IpSet[]): string =>
	[
		...sets.flatMap(({ name, type, comment }) => [`# ${comment}`, `create ${name} ${type}`]),
		...sets.flatMap(({ name, members }) => members.map((member) => `add ${name} ${member}`)),
		''
	].join('\n');
