/**
 * The numbered facts that reasons quote, read from the fact sheets in `docs/facts`.
 * `3.14` is a fact of the AKS sheet; `A2` is a section of the Linux sheet.
 */

export interface Fact {
	readonly id: string;
	/** What the sheet says, without its marks; for a section of the Linux sheet its heading. */
	readonly says: string;
	/** Where it was read. */
	readonly sources: string;
	/** The day on which the sheet was compiled. */
	readonly checked: string;
	/** `UNVERIFIED` or `INFERENCE` stands in the text. */
	readonly open: boolean;
}

const day = /\b(20\d\d-\d\d-\d\d)\b/;

/** All facts of a sheet, by their id. */
export function readFacts(sheet: string): ReadonlyMap<string, Fact> {
	const checked = day.exec(sheet)?.[1] ?? '';
	const facts = new Map<string, Fact>();
	for (const line of sheet.split('\n')) {
		const numbered = /^- \*\*(\d+\.\d+)\*\* (.*)$/.exec(line);
		const section = /^## (A\d+)\. (.*)$/.exec(line);
		if (numbered) facts.set(numbered[1]!, fact(numbered[1]!, numbered[2]!, checked));
		else if (section) facts.set(section[1]!, fact(section[1]!, section[2]!, checked));
	}
	return facts;
}

/** The last bracket of a line is its sources. */
function fact(id: string, text: string, checked: string): Fact {
	const [, says = text, sources = ''] = /^(.*?)\s*\[([^[\]]*)\]\s*$/.exec(text) ?? [];
	return {
		id,
		says: says.replaceAll(/\*\*|`/g, ''),
		sources,
		checked,
		open: /UNVERIFIED|INFERENCE/.test(text)
	};
}
