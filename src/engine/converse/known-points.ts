/** Which points may be picked at all: every Service port balances over endpoints, and a load balancer over nodes. */
import { parsePick } from '../machine/picks.ts';
import type { Mistake } from '../question.ts';
import type { Endpoint, World } from '../world.ts';

/** The value of an endpoint at a choice point. */
export const endpointValue = ({ pod, address, port }: Endpoint): string =>
	pod ? `pod/${pod}` : `${address}:${port}`;

/** Every point of a world with the values that it may take. */
export function knownPoints({ services, nodes }: World): ReadonlyMap<string, ReadonlySet<string>> {
	const points = new Map<string, ReadonlySet<string>>();
	for (const { namespace, name, type, ports, headless } of services) {
		if (headless) {
			const all = ports.flatMap(({ endpoints }) => endpoints);
			const values = all.map(({ pod, address }) => (pod ? `pod/${pod}` : address));
			points.set(`address/${namespace}/${name}`, new Set(values));
		}
		for (const { port, endpoints } of ports) {
			const at = `${namespace}/${name}:${port}`;
			points.set(`endpoint/${at}`, new Set(endpoints.map(endpointValue)));
			if (type === 'LoadBalancer')
				points.set(`load-balancer/${at}`, new Set(nodes.map((node) => node.name)));
		}
	}
	return points;
}

/** The first pick that names nothing real, or null. */
export function checkPicks(world: World, picks: readonly string[]): Mistake | null {
	if (picks.length === 0) return null;
	const points = knownPoints(world);
	for (const text of picks) {
		const pick = parsePick(text);
		if (!pick)
			return {
				code: 'bad-pick',
				says: `${JSON.stringify(text)} is not a pick.`,
				try: 'Write POINT=VALUE, as in endpoint/shop/web:80=pod/shop/web-1.'
			};
		const values = points.get(pick.point);
		if (!values)
			return {
				code: 'unknown-pick',
				says: `There is no choice point ${pick.point}.`,
				try: `Known: ${[...points.keys()].slice(0, 6).join(', ')}.`
			};
		if (!values.has(pick.value))
			return {
				code: 'unknown-pick',
				says: `${pick.point} cannot be ${pick.value}.`,
				try: `One of ${[...values].slice(0, 8).join(', ')}.`
			};
	}
	return null;
}
