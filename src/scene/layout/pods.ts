/** The pods at the foot of a machine: as many as there is room for, those that matter first; the others are counted. */
import type { Machine } from '../cast.ts';
import { bottom, type Box, type Rect, type Word } from '../picture.ts';
import { gap, podHeight } from './heights.ts';
import { line, marked, word } from './label.ts';

export function placePods(
	{ id, pods, walked }: Machine,
	inside: Rect
): { readonly boxes: readonly Box[]; readonly words: readonly Word[] } {
	const boxes: Box[] = [];
	const words: Word[] = [];
	let { y } = inside;
	for (const [index, pod] of pods.entries()) {
		const height = podHeight(pod, inside.width);
		const counted = index < pods.length - 1 ? line + gap : 0;
		if (y + height + counted > bottom(inside) && !pod.walked) break;
		const { words: said, mark } = marked(pod, {
			x: inside.x + 12,
			y: y + 6,
			width: inside.width - 22,
			height: 0
		});
		const { id: pid, walked: met } = pod;
		boxes.push({
			id: pid,
			kind: 'pod',
			container: false,
			walked: met,
			mark,
			x: inside.x,
			y,
			width: inside.width,
			height
		});
		words.push(...said);
		y += height + gap;
	}
	const rest = pods.length - boxes.length;
	const counted = `${boxes.length ? '+ ' : ''}${rest} ${rest === 1 ? 'pod' : 'pods'}`;
	const note = rest > 0 ? counted : pods.length === 0 && !walked ? 'no pods' : null;
	if (note) words.push(word(id, note, 'small', inside.x, y + line / 2 - 2));
	return { boxes, words };
}
