/** Where the packaged command line begins: the shim and the program in one, for Node 20 and later. */
import { main } from './main.ts';
import { terminalOf } from './terminal.ts';

function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) {
	const groups = new Map<Key, Item[]>();
	let index = 0;
	for (const item of items) {
		const key = keyOf(item, index++);
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	}
	return groups;
}

// Node 20 lacks this one method of ours.
if (!('groupBy' in Map)) Object.defineProperty(Map, 'groupBy', { value: groupBy });

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
	process.exit(error.code === 'EPIPE' ? 0 : 1)
);
process.exitCode = await main(process.argv.slice(2), terminalOf(process));
