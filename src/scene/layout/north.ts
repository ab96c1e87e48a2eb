import type { Cast } from '../cast.ts';
import { gutter, size } from '../picture.ts';
import type { Drawing } from './drawing.ts';
import { deviceWidth } from './label.ts';
import { text, words, type Measures } from './measures.ts';

const { pad, bar } = size;

/** The internet, the region with its load balancer, and the frame of the virtual network. */
export function north(
	drawing: Drawing,
	{ hosts, loadBalancers, network }: Cast,
	measures: Measures,
	width: number
): void {
	const [host] = hosts;
	const { internet, region, network: top, floor, hostWidth, devices } = measures;
	const whole = { x: pad, width: width - 2 * pad };
	if (internet > 0) {
		drawing.container(
			'internet/internet',
			'internet',
			{ ...whole, y: pad, height: internet },
			Boolean(host)
		);
		drawing.say('internet/internet', words.internet, 'small', width - 2 * pad, pad + 14, 'right');
	}
	drawing.container(
		'region',
		'region',
		{ ...whole, y: region, height: floor + 2 * pad - region },
		true
	);
	drawing.say('region', words.region, 'small', width - 2 * pad, region + 14, 'right');
	if (host)
		drawing.device(
			host,
			'host',
			{ x: 2 * pad, y: pad + 8, width: hostWidth, height: bar },
			gutter(2)
		);
	for (const [i, one] of loadBalancers.slice(0, 2).entries()) {
		const rect = { x: devices[i]!, y: region + 8, width: deviceWidth(one, gutter(2)), height: bar };
		drawing.device(one, 'load-balancer', rect, gutter(2));
	}
	drawing.container(
		'vnet',
		'network',
		{ x: 2 * pad, y: top, width: width - 4 * pad, height: floor + pad - top },
		network.walked
	);
	drawing.say('vnet', network.name, 'name', text, top + 13);
	drawing.say('vnet', network.detail, 'code', width - 3 * pad, top + 13, 'right');
}
