/** The compiled Azure half of a network, as tables. */
import type { NetworkDocument } from '#engine/exporters/index.ts';
import { table } from './print.ts';

type Row = readonly string[];
const list = (items: readonly string[]) => items.join(',') || '-';
const section = (title: string, rows: readonly Row[]) => `${title}\n${table(rows)}\n`;

const subnetText = ({
	name,
	prefix,
	network,
	securityGroup,
	routes
}: NetworkDocument['subnets'][number]) =>
	section(`subnet ${name}  ${prefix}  in ${network}, security group ${securityGroup ?? 'none'}`, [
		['PREFIX', 'NEXT HOP', 'ADDRESS', 'FROM', 'STATE', 'NAME'],
		...routes.map((one) => [
			one.prefix,
			one.nextHopType,
			one.nextHopIP ?? '-',
			one.from,
			one.state,
			one.name ?? '-'
		])
	]);

const groupText = ({ name, rules }: NetworkDocument['securityGroups'][number]) =>
	section(`security group ${name}`, [
		['PRIORITY', 'DIRECTION', 'ACCESS', 'PROTOCOL', 'FROM', 'TO', 'PORTS', 'NAME'],
		...rules.map((one) => [
			String(one.priority),
			one.direction,
			one.access,
			one.protocol,
			list(one.sources),
			list(one.destinations),
			list(one.destinationPorts),
			one.name
		])
	]);

const balancerText = ({ name, outboundIP, rules }: NetworkDocument['loadBalancers'][number]) =>
	section(`load balancer ${name}  outbound ${outboundIP ?? 'none'}`, [
		['FRONTEND', 'PROTOCOL', 'BACKEND PORT', 'FLOATING IP', 'PROBE', 'HEALTHY', 'NAME'],
		...rules.map((one) => [
			`${one.frontend}:${one.port}`,
			one.protocol,
			String(one.backendPort),
			one.floatingIP ? 'on' : 'off',
			one.probe ? `${one.probe.kind} ${one.probe.port}${one.probe.path ?? ''}` : 'none',
			list(one.healthy),
			one.name
		])
	]);

export const networkText = ({
	subnets,
	securityGroups,
	loadBalancers,
	nics
}: NetworkDocument): string =>
	[
		...subnets.map(subnetText),
		...securityGroups.map(groupText),
		...loadBalancers.map(balancerText),
		section('NICs', [
			['NAME', 'SUBNET', 'ADDRESS', 'MORE ADDRESSES', 'FORWARDING', 'SECURITY GROUP'],
			...nics.map((one) => [
				one.name,
				one.subnet,
				one.primary,
				String(one.secondary.length),
				one.ipForwarding ? 'on' : 'off',
				one.securityGroup ?? '-'
			])
		])
	].join('');
