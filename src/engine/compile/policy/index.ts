/**
 * The engine that enforces NetworkPolicy by rules on the node.
 *
 * To add one: a folder beside this file, its line in the table below, its id in `world.ts`.
 * `cilium` enforces in stops of its own, and not by rules.
 */
import type { PolicyEngine, World } from '../../world.ts';
import { calicoRules } from './calico/index.ts';
import { noEngine, type PolicyEngineRules } from './engine.ts';
import { npmRules } from './npm/index.ts';

export type { PolicyEngineRules, Programmed } from './engine.ts';

const engines: Readonly<Record<PolicyEngine, (world: World) => PolicyEngineRules>> = {
	none: () => noEngine,
	azure: npmRules,
	calico: calicoRules,
	cilium: () => noEngine
};

export const policyEngineRules = (world: World): PolicyEngineRules =>
	engines[world.cluster.policyEngine](world);
