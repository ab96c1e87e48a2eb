/** A rule in the short notation of `dump.ts`. */
import type { Match, Rule, Target } from '#engine/network.ts';

export const short = ({ match, target, comment }: Rule): string =>
	[
		...match.map((one) => ('not' in one && one.not ? `not ${words(one)}` : words(one))),
		'→',
		aim(target),
		...(comment === undefined ? [] : ['·', comment.replaceAll(/ns(\d)\/svc\1:p80/g, 'S$1')])
	].join(' ');

function words(match: Match): string {
	switch (match.kind) {
		case 'source':
			return `from ${match.cidr}`;
		case 'destination':
			return `to ${match.cidr}`;
		case 'addrtype':
			return `${match.end === 'source' ? 'from' : 'to'} a local address`;
		case 'protocol':
			return match.protocol;
		case 'destination-port':
			return String(match.from);
		case 'ctstate':
			return `state ${match.states.join()}`;
		case 'mark':
			return match.value === 0x4000 && match.mask === 0x4000 ? 'marked' : 'another mark';
		case 'statistic':
			return `odds ${match.probability}`;
		case 'recent-check':
			return `seen in ${match.name} for ${match.seconds}`;
		case 'recent-set':
			return `note in ${match.name}`;
		default:
			return match.kind;
	}
}

function aim(target: Target): string {
	switch (target.kind) {
		case 'jump':
			return target.chain;
		case 'mark':
			return `mark ${target.how}`;
		case 'dnat':
			return `${target.address}:${target.port}`;
		case 'none':
			return 'nothing';
		default:
			return target.kind.toUpperCase();
	}
}
