/** Addresses and ranges. Version 1 walks IPv4; IPv6 is read and set aside. */
import ipaddr from 'ipaddr.js';
import { parseAddress, parsePrefix, prefix, formatPrefix } from '../../ip.ts';
import type { Field } from './field.ts';

export const whyNoIPv6 = 'version 1 walks IPv4';

export const isIPv6 = (text: string): boolean =>
	ipaddr.IPv6.isValid(text.split('/')[0] ?? '') && text.includes(':');

/** An IPv4 address; null where there is none, or an IPv6 one. */
export function readAddress(field: Field): string | null {
	const text = field.text();
	if (text === null || setAside(field, text)) return null;
	if (parseAddress(text) !== null) return text;
	return field.problem('invalid-address', `is "${text}", which is no IP address`);
}

/** An IPv4 range as it is written; null where there is none, or an IPv6 one. */
export function readCidr(field: Field): string | null {
	const text = field.text();
	if (text === null || setAside(field, text)) return null;
	return isCidr(field, text) ? text : null;
}

/** Is the text a range? IPv6 is one, and is noted as set aside. */
export function isCidr(field: Field, text: string): boolean {
	if (isIPv6(text) && /\/(\d{1,2}|1[01]\d|12[0-8])$/.test(text)) return true;
	if (!text.includes('/') || !parsePrefix(text)) {
		const attempt = parseAddress(text) === null ? {} : { try: `write ${text}/32` };
		field.problem('invalid-cidr', `is "${text}", which is no range of IPv4 addresses`, attempt);
		return false;
	}
	const canonical = formatPrefix(prefix(text));
	if (canonical !== text)
		field.problem('cidr-host-bits', `is ${text}, which means ${canonical}`, {
			try: `write ${canonical}`
		});
	return true;
}

function setAside(field: Field, text: string): boolean {
	const aside = isIPv6(text);
	if (aside) field.notes.ignore(`${field.path} ${text}`, whyNoIPv6, field.at);
	return aside;
}
