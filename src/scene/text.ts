/**
 * How much room words take. The browser is never asked: a table of a wide font
 * (DejaVu Sans, in hundredths of the size) gives a width that every system font keeps within.
 */
export interface Font {
	readonly size: number;
	readonly bold?: boolean;
	readonly mono?: boolean;
}

/** The fonts of the picture; none is smaller than 12 pixels. `theme.css` has the same by these names. */
export const fonts = {
	name: { size: 13, bold: true },
	plain: { size: 13 },
	small: { size: 12 },
	code: { size: 12, mono: true }
} as const satisfies Record<string, Font>;
export type FontName = keyof typeof fonts;

const first = 32;
// prettier-ignore
const plain = [32,40,46,84,64,95,78,27,39,39,50,84,32,36,32,34,64,64,64,64,64,64,64,64,64,64,34,34,84,84,84,53,100,68,69,70,77,63,58,77,75,29,29,66,56,86,75,79,60,79,69,63,61,73,68,99,69,61,69,39,34,39,84,50,50,61,63,55,63,62,35,63,63,28,28,58,28,97,63,61,63,63,41,52,39,63,59,82,59,59,52,64,34,64,84];
// prettier-ignore
const bold = [35,46,52,84,70,100,87,31,46,46,52,84,38,42,38,37,70,70,70,70,70,70,70,70,70,70,40,40,84,84,84,58,100,77,76,73,83,68,68,82,84,37,37,77,64,100,84,85,73,85,77,72,68,81,77,110,77,72,73,46,37,46,84,50,50,67,72,59,72,68,44,72,71,34,34,67,34,104,71,69,72,72,49,60,48,71,65,92,65,65,58,71,37,71,84];
const monospaced = 62;
const unknown = 100;
/** Sums of widths are not exact. */
const rounding = 0.01;

/** Width of one line in pixels. */
export function widthOf(text: string, font: Font): number {
	const table = font.bold ? bold : plain;
	let sum = 0;
	for (const letter of text)
		sum += font.mono ? monospaced : (table[letter.codePointAt(0)! - first] ?? unknown);
	return (sum * font.size) / 100;
}

/** Pieces that must stay whole: words, and the parts of long names. */
const pieces = (text: string) => text.match(/\s+|[^\s\-./:]*[-./:]+|[^\s\-./:]+/g) ?? [];

/** The lines of a text that is no wider than `width`: broken at spaces, else inside names, never cut. */
export function wrap(text: string, font: Font, room: number): string[] {
	const width = room + rounding;
	const lines: string[] = [];
	let line = '';
	const push = (piece: string) => {
		if (line && widthOf((line + piece).trimEnd(), font) > width) {
			lines.push(line.trimEnd());
			line = piece.trimStart();
		} else line += piece;
	};
	for (const word of text.match(/\S+\s*/g) ?? [])
		if (widthOf(word.trimEnd(), font) <= width) push(word);
		else for (const piece of pieces(word)) push(piece);
	if (line.trim()) lines.push(line.trimEnd());
	return lines;
}
