import { dnsLabel } from '../field/name.ts';
import { tables } from '../tables.ts';
import type { Kind } from './manifest.ts';

export const namespace: Kind = {
	group: '',
	version: 'v1',
	isNamespaced: false,
	name: dnsLabel,
	read({ object, name, labels, source, where }) {
		object.map('spec', tables.namespaceSpec);
		return { namespaces: [{ name, labels, source, where }] };
	}
};
