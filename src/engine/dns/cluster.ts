/** What CoreDNS knows by itself: the names of Services and pods (A7). Everything else it asks Azure for. */
import { parseAddress } from '../ip.ts';
import type { Because, Reason } from '../types.ts';
import type { Endpoint, Service, World } from '../world.ts';
import { podNamed } from '../places.ts';
import { addressOf, aliasOf, none, type Answer, type Known } from './answer.ts';
import { clusterDomain } from './resolver.ts';

const says = (code: Reason['code'], text: string, more: Partial<Reason> = {}): Because => [
	{ code, says: text, fact: 'A7', certainty: 'documented', ...more }
];

/** Null for a name that is not the cluster's: it is asked for upstream. */
export function inCluster(world: World, name: string): Answer | null {
	if (name !== clusterDomain && !name.endsWith(`.${clusterDomain}`)) return blocked(name);
	const labels = name
		.slice(0, -clusterDomain.length - 1)
		.split('.')
		.filter(Boolean);
	const kind = labels.pop();
	const namespace = labels.pop();
	if (kind === 'svc' && namespace !== undefined) {
		if (!isNamespace(world, namespace)) return missing(name);
		const service = labels.pop();
		if (service === undefined) return nothing(name);
		if (labels.length > 1) return missing(name);
		return ofService(world, name, { namespace, service, host: labels[0] ?? null });
	}
	if (kind === 'pod' && namespace !== undefined && isNamespace(world, namespace)) {
		const [dashed, ...rest] = labels;
		if (dashed === undefined) return nothing(name);
		return rest.length ? missing(name) : ofPod(name, dashed);
	}
	return kind === undefined || ((kind === 'svc' || kind === 'pod') && namespace === undefined)
		? nothing(name)
		: missing(name);
}

/** AKS's Corefile answers these itself, so that searches do not burden Azure's DNS. */
function blocked(name: string): Answer | null {
	const isOld = /(^|\.)reddog\.microsoft\.com$/.test(name);
	const isDeep = name.endsWith('.internal.cloudapp.net') && name.split('.').length >= 7;
	return isOld || isDeep
		? none(
				'no-name',
				says('name-unresolved', `CoreDNS on AKS answers by itself that ${name} does not exist.`)
			)
		: null;
}

const missing = (name: string): Answer =>
	none(
		'no-name',
		says('name-unresolved', `CoreDNS knows every name below ${clusterDomain}, and ${name} is none.`)
	);

const nothing = (name: string): Answer =>
	none(
		'no-record',
		says('name-unresolved', `${name} is a part of longer names and has no address of its own.`)
	);

/** Namespaces that every cluster has. */
const always = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

const isNamespace = ({ namespaces, services, pods }: World, name: string): boolean =>
	always.includes(name) ||
	namespaces.has(name) ||
	services.some(({ namespace }) => namespace === name) ||
	pods.some(({ namespace }) => namespace === name);

function ofService(
	world: World,
	name: string,
	wanted: { readonly namespace: string; readonly service: string; readonly host: string | null }
): Answer {
	const service = world.services.find(
		(one) => one.namespace === wanted.namespace && one.name === wanted.service
	);
	const known = `${wanted.namespace}/${wanted.service}`;
	if (!service)
		return known === 'default/kubernetes'
			? none(
					'unknown',
					says(
						'name-unknown',
						'Every cluster has the Service default/kubernetes, but the input does not hold it.'
					)
				)
			: missing(name);
	const { source } = service;
	if (service.type === 'ExternalName' && service.externalName !== null)
		return wanted.host === null
			? aliasOf(
					name,
					service.externalName.toLowerCase().replace(/\.$/, ''),
					says('name-alias', `Service ${known} is only an alias in DNS: ${service.externalName}.`, {
						fact: '3.2',
						source: service.where['spec.externalName'] ?? source
					})
				)
			: missing(name);
	if (service.headless) return ofHeadless(world, name, service, wanted.host);
	if (wanted.host !== null || service.clusterIP === null) return missing(name);
	return addressOf(
		name,
		[{ value: service.clusterIP, address: service.clusterIP }],
		says(
			'name-address',
			`The name of Service ${known} stands for its ClusterIP ${service.clusterIP}.`,
			{ source }
		)
	);
}

/** One address for each ready pod (3.3); without any the name does not exist. A host name narrows it to one pod. */
function ofHeadless(world: World, name: string, service: Service, host: string | null): Answer {
	const ready = service.ports.flatMap(({ endpoints }) => endpoints.filter((one) => one.ready));
	const fitting = ready.filter((one) => host === null || hostOf(world, one) === host);
	const known: readonly Known[] = [...new Map(fitting.map((one) => [one.address, one])).values()]
		.sort((a, b) => (a.address < b.address ? -1 : 1))
		.map(({ pod, address }) => ({ value: pod === null ? address : `pod/${pod}`, address }));
	const words = `${service.namespace}/${service.name}`;
	if (known.length === 0)
		return none(
			'no-name',
			says(
				'name-unresolved',
				`Service ${words} is headless, and no ready pod${host === null ? '' : ` called ${host}`} stands behind it.`,
				{ fact: '3.3', certainty: 'inference', source: service.source }
			)
		);
	return addressOf(
		name,
		known,
		says(
			'name-address',
			`Service ${words} is headless: its name stands for the address of each ready pod, here ${known.length}.`,
			{ fact: '3.3', source: service.where['spec.clusterIP'] ?? service.source }
		),
		`address/${words}`
	);
}

/** A pod of a StatefulSet has its own name below its Service; others go by their address with dashes. */
function hostOf(world: World, { pod, address }: Endpoint): string {
	const owner = pod === null ? null : podNamed(world, pod)?.owner;
	return pod !== null && owner?.startsWith('statefulset/')
		? pod.slice(pod.indexOf('/') + 1)
		: address.replaceAll('.', '-');
}

/** `pods insecure`: the address is taken from the name, whether such a pod exists or not. */
function ofPod(name: string, dashed: string): Answer {
	const address = dashed.replaceAll('-', '.');
	return parseAddress(address) === null
		? missing(name)
		: addressOf(
				name,
				[{ value: address, address }],
				says(
					'name-address',
					'CoreDNS takes the address from the name itself, and asks nobody whether such a pod exists.'
				)
			);
}
