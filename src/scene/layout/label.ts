/** Words of a box: a name, and its address or range. */
import type { Actor } from '../cast.ts';
import { right, type Point, type Rect, type Word } from '../picture.ts';
import { fonts, widthOf, wrap, type FontName } from '../text.ts';

/** Height of one line of a label. */
export const line = 16;
/** Room that a glyph takes before a name. */
export const glyph = 24;

interface Label {
	readonly words: readonly Word[];
	readonly height: number;
}

export const word = (box: string, text: string, font: FontName, x: number, y: number): Word => ({
	box,
	text,
	font,
	x,
	y,
	width: widthOf(text, fonts[font]),
	quiet: font !== 'name'
});

/** A name at the left and its detail at the right, or below it where they do not fit beside each other. */
export function label(
	{ id, name, detail }: Actor,
	inside: Rect,
	where: 'beside' | 'under' = 'beside'
): Label {
	const names = wrap(name, fonts.name, inside.width);
	const details = detail ? wrap(detail, fonts.code, inside.width) : [];
	const [first = ''] = details;
	const wide = widthOf(names[0] ?? '', fonts.name) + 10 + widthOf(first, fonts.code);
	const fits = names.length === 1 && details.length <= 1 && wide <= inside.width;
	const at = (index: number) => inside.y + line / 2 + index * line;
	const words = names.map((text, index) => word(id, text, 'name', inside.x, at(index)));
	if (where === 'beside' && fits) {
		const x = right(inside) - widthOf(first, fonts.code);
		return {
			words: [...words, ...details.map((text) => word(id, text, 'code', x, at(0)))],
			height: line
		};
	}
	const below = details.map((text, index) =>
		word(id, text, 'code', inside.x, at(names.length + index))
	);
	return { words: [...words, ...below], height: line * (names.length + details.length) };
}

/** The same with a glyph before it. */
export const marked = (actor: Actor, inside: Rect): Label & { readonly mark: Point } => ({
	...label(actor, { ...inside, x: inside.x + glyph, width: inside.width - glyph }),
	mark: { x: inside.x, y: inside.y }
});

/** How wide a device must be for its name above its detail, which begin at `start` in it. */
export const deviceWidth = ({ name, detail }: Actor, start: number): number =>
	start + glyph + Math.max(widthOf(name, fonts.name), widthOf(detail, fonts.code)) + 10;
