/**
 * The network models.
 *
 * To add one: a file beside this one, its line in the list below, its id in `world.ts`.
 */
import type { ModelId } from '../world.ts';
import { kubenet } from './kubenet.ts';
import type { NetworkModel } from './model.ts';
import { nodeSubnet } from './node-subnet.ts';
import { overlay } from './overlay.ts';

export const models: readonly NetworkModel[] = [kubenet, nodeSubnet, overlay];

export function modelOf(id: ModelId): NetworkModel {
	const model = models.find((one) => one.id === id);
	if (!model) throw new Error(`no such model: ${id}`);
	return model;
}
