/** 0 done · 1 a fault was found · 2 the command names what is not there · 3 a file is missing or unreadable. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command early, with what was wrong and what to try. */
export class Stop extends Error {
	readonly code: ExitCode;
	readonly attempt: string | undefined;

	constructor(code: ExitCode, says: string, attempt?: string) {
		super(says);
		this.code = code;
		this.attempt = attempt;
	}
}
