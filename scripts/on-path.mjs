import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program lies. The system folders count too: a plain user's PATH often lacks them. */
export const onPath = (/** @type {string} */ name) =>
	[...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
		.map((folder) => join(folder, name))
		.find(existsSync);
