import { expect, test } from 'vitest';
import { chainsOf, endpointChain, keyOf } from '#engine/compile/kube-proxy/names.ts';

test('the hash is the one of kube-proxy (A1)', () => {
	expect(chainsOf('ns1/svc1:p80', 'tcp')).toEqual({
		cluster: 'KUBE-SVC-XPGD46QRK7WJZT7O',
		local: 'KUBE-SVL-XPGD46QRK7WJZT7O',
		firewall: 'KUBE-FW-XPGD46QRK7WJZT7O',
		external: 'KUBE-EXT-XPGD46QRK7WJZT7O'
	});
	expect(endpointChain('ns1/svc1:p80', 'tcp', '10.180.0.1:80')).toBe('KUBE-SEP-SXIVWICOYRO3J4NJ');
	expect(endpointChain('ns4/svc4:p8082', 'tcp', '10.4.0.1:8082')).toBe('KUBE-SEP-SU5STNODRYEWJAUF');
});

test('an unnamed port has no colon in its key', () => {
	expect(keyOf('ns', 'svc', null)).toBe('ns/svc');
	expect(keyOf('ns', 'svc', '')).toBe('ns/svc');
	expect(keyOf('ns', 'svc', 'p')).toBe('ns/svc:p');
});

test('the protocol is part of what is hashed', () => {
	expect(chainsOf('a/b:dns', 'udp').cluster).not.toBe(chainsOf('a/b:dns', 'tcp').cluster);
});
