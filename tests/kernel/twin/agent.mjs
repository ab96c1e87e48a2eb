/**
 * The programs of one namespace: servers that say whom they saw, and clients.
 * Run by Node inside it; orders come in and reports go out as lines of JSON.
 * Plain JavaScript, because there is one for each namespace and each must start at once.
 */
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** @typedef {import('./agents.ts').Order} Order */
/** @typedef {import('./agents.ts').Listen} Listen */
/** @typedef {import('./agents.ts').Connect} Connect */
/** @typedef {(report: Omit<import('./agents.ts').Report, 'id'>) => void} Tell */

/** @type {Readonly<Record<string, import('./agents.ts').Report['outcome']>>} */
const outcomes = {
	ECONNREFUSED: 'refused',
	ECONNRESET: 'reset',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	ETIMEDOUT: 'timeout'
};

const failed =
	(/** @type {Tell} */ tell) =>
	(/** @type {NodeJS.ErrnoException} */ { code = '', message }) =>
		tell({ outcome: outcomes[code] ?? 'error', message });

function listen(/** @type {Listen} */ { protocol, port }, /** @type {Tell} */ tell) {
	const ready = () => tell({ outcome: 'listening' });
	if (protocol === 'tcp') {
		const server = createServer((socket) => {
			socket.on('error', () => {});
			socket.end(`${socket.remoteAddress}:${socket.remotePort}`);
		});
		server.on('error', failed(tell)).listen(port, '0.0.0.0', ready);
		return;
	}
	const server = createSocket('udp4', (said, { address, port: from }) => {
		// The first word is the number of the conversation: a capture tells them apart by it.
		const [number, word] = said.toString().split(' ');
		if (word === 'first') server.send(`${number} ${address}:${from}`, from, address);
	});
	server.on('error', failed(tell)).bind(port, '0.0.0.0', ready);
}

function connectTcp(/** @type {Connect} */ order, /** @type {Tell} */ tell) {
	const { host, port, localPort, patience } = order;
	let saw = '';
	const socket = connect({ host, port, localPort, family: 4 });
	const late = setTimeout(() => {
		tell({ outcome: 'timeout' });
		socket.destroy();
	}, patience);
	socket.on('data', (said) => (saw += said.toString()));
	socket.on('end', () => tell({ outcome: 'answer', saw }));
	socket.on('error', failed(tell));
	socket.on('close', () => clearTimeout(late));
}

function connectUdp(/** @type {Connect} */ order, /** @type {Tell} */ tell) {
	const { host, port, localPort, patience } = order;
	const socket = createSocket('udp4');
	const late = setTimeout(() => {
		tell({ outcome: 'timeout' });
		socket.close();
	}, patience);
	socket.on('message', (said) => {
		tell({ outcome: 'answer', saw: said.toString().split(' ')[1] });
		socket.send(`${localPort} next`, () => socket.close());
		clearTimeout(late);
	});
	socket.on('error', (error) => {
		failed(tell)(error);
		clearTimeout(late);
		socket.close();
	});
	// Connected, so that the kernel hands us refusals.
	socket.bind(localPort, () => socket.connect(port, host, () => socket.send(`${localPort} first`)));
}

const orders = createInterface({ input: process.stdin });
orders.on('line', (line) => {
	/** @type {Order} */
	const order = JSON.parse(line);
	let told = false;
	/** @type {Tell} */
	const tell = (report) => {
		if (!told) process.stdout.write(`${JSON.stringify({ id: order.id, ...report })}\n`);
		told = true;
	};
	if (order.do === 'listen') listen(order, tell);
	else if (order.protocol === 'tcp') connectTcp(order, tell);
	else connectUdp(order, tell);
});
orders.on('close', () => process.exit());
