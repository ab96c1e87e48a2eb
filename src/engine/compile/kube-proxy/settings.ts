/** kube-proxy's own settings on this cluster. */
import { modelOf } from '../../models/index.ts';
import type { Reason } from '../../types.ts';
import type { World } from '../../world.ts';
import { canonical } from '../canonical.ts';
import { documented } from '../documented.ts';

/** Bit 14: kube-proxy writes it with `--or-mark`, the kernel keeps value and mask (A1). */
export const masqueradeMark = 0x4000;

export interface ProxySettings {
	/** Sources in this range count as pods of the cluster. */
	readonly clusterCIDR: { readonly cidr: string; readonly because: Reason };
	readonly masqueradeAll: boolean;
	readonly randomFully: boolean;
	readonly localhostNodePorts: boolean;
	/** With more than 1,000 endpoints the comments beside endpoints are left out (A1). */
	readonly comments: boolean;
}

export function proxySettings(world: World): ProxySettings {
	const { masqueradeAll, randomFully, localhostNodePorts } = world.cluster.settings;
	const { cidr, because } = clusterCIDR(world);
	const endpoints = world.services
		.filter(({ clusterIP, headless }) => clusterIP !== null && !headless)
		.flatMap(({ ports }) => ports)
		.reduce((sum, port) => sum + port.endpoints.length, 0);
	return {
		clusterCIDR: { cidr: canonical(cidr), because },
		masqueradeAll,
		randomFully,
		localhostNodePorts,
		comments: endpoints <= 1000
	};
}

/** The setting that was given, or the model's own. */
function clusterCIDR(world: World): ProxySettings['clusterCIDR'] {
	const { settings, model, where, source } = world.cluster;
	const cidr = settings.clusterCIDR;
	if (cidr === null) return modelOf(model).clusterCIDR(world);
	return {
		cidr,
		because: documented(
			'masquerade-mark-outside-cluster',
			'A1',
			`kube-proxy is told to take ${cidr} for the cluster.`,
			where['packetwalk.kubeProxy.clusterCIDR'] ?? source
		)
	};
}
