/** C0 and C1 controls, line separators, and the marks that turn reading direction round. */
// eslint-disable-next-line no-control-regex -- finding them is what this is for
const hostile = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One line that is safe on a terminal: what could move the cursor, start a line or hide text is spelled out. */
export const printable = (text: string): string =>
	text.replace(hostile, (sign) =>
		sign === '\n' ? ' ' : `\\u{${sign.codePointAt(0)!.toString(16)}}`
	);
