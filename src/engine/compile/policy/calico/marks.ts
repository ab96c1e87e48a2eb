/** Calico's mark bits (A5): taken from 0xffff0000, the lowest first. None meets kube-proxy's 0x4000. */
import type { Rule } from '../../../network.ts';
import { goBack, markIs, setMark } from '../../rule.ts';

/** The policies of one end have accepted; the other end's are still to be asked. */
export const accept = 0x10000;
/** A policy hands the packet on to the profiles; Kubernetes has no such rule. */
export const pass = 0x20000;
/** Does a rule of several parts still hold. */
export const scratch = 0x80000;

/** Accept, pass, drop and the two scratch bits. */
export const all = 0x1f0000;

export const clear = (mask: number): Rule => ({ match: [], target: setMark(0, mask) });
export const notPassed = markIs(0, pass);

export const backIfAccepted = (comment?: string): Rule => ({
	match: [markIs(accept)],
	target: goBack,
	...(comment !== undefined && { comment })
});
