import type { EndpointSliceObject } from '../../world.ts';
import { readAddress, whyNoIPv6 } from '../field/address.ts';
import type { Fields } from '../field/fields.ts';
import { subdomain } from '../field/name.ts';
import { portRange, readProtocol } from '../field/port.ts';
import { anything } from '../field/table.ts';
import { tables } from '../tables.ts';
import type { Kind } from './manifest.ts';

type Slice = EndpointSliceObject;

export const endpointSlice: Kind = {
	group: 'discovery.k8s.io',
	version: 'v1',
	former: ['discovery.k8s.io/v1beta1', 'discovery.k8s.io/v1alpha1'],
	isNamespaced: true,
	name: subdomain,
	fields: tables.slice,
	read({ object, notes, namespace, name, labels, source, where }) {
		const addressType = object.required('addressType');
		const family = addressType.oneOf(['IPv4', 'IPv6', 'FQDN']);
		if (family === 'IPv6' || family === 'FQDN') {
			notes.ignore(`addressType ${family}`, whyNoIPv6, addressType.at);
			return null;
		}
		const service = labels['kubernetes.io/service-name'] ?? null;
		const ports = object.maps('ports', tables.slicePort).flatMap(readPort);
		const endpoints = object.maps('endpoints', tables.endpoint).map(readEndpoint);
		return { slices: [{ namespace, name, service, ports, endpoints, source, where }] };
	}
};

function readPort(port: Fields): Slice['ports'] {
	const number = port.required('port').integer(portRange);
	const protocol = readProtocol(port.field('protocol'));
	return number === null ? [] : [{ name: port.field('name').text(), port: number, protocol }];
}

function readEndpoint(endpoint: Fields): Slice['endpoints'][number] {
	const addresses = endpoint
		.required('addresses')
		.items()
		.flatMap((one) => readAddress(one) ?? []);
	const conditions = endpoint.map('conditions', tables.endpointConditions);
	const target = endpoint.map('targetRef', anything);
	const ready = conditions.field('ready').flag(true);
	return {
		addresses,
		ready,
		serving: conditions.field('serving').flag(ready),
		terminating: conditions.field('terminating').flag(false),
		nodeName: endpoint.field('nodeName').text(),
		pod: target.field('kind').text() === 'Pod' ? target.field('name').text() : null,
		source: endpoint.self.source
	};
}
