import { createServer } from 'node:net';

/** A port that nobody listens on, so that two runs on one machine do not meet. */
export const freePort = () =>
	/** @type {Promise<number>} */ (
		new Promise((resolve) => {
			const server = createServer().listen(0, () => {
				const address = server.address();
				server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
			});
		})
	);
