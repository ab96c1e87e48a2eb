import type { ServiceObject } from '../world.ts';

/** A Service of this type is reached at a port of every node. */
export const isOnNodes = (type: ServiceObject['type']): boolean =>
	type === 'NodePort' || type === 'LoadBalancer';
