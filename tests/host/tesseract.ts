import { type Program, run } from "./program";

/** Reads text in pictures; with French, whose data come in a package of their own. */
export const TESSERACT: Program = {
	command: "sh",
	probe: ["-c", "tesseract --list-langs | grep -qx fra"],
	packages: "tesseract-ocr tesseract-ocr-fra",
};

/** How Tesseract is to read. */
export interface Recognition {
	/** What the picture holds: a block of text, or one line. */
	readonly mode: "block" | "line";
	/** The characters that may come; any where absent. */
	readonly alphabet?: string | undefined;
	/** Dots per inch, where the picture does not say. */
	readonly dpi?: number;
}

const MODES = { block: "6", line: "7" } as const;

/**
 * The text in a picture, with straight apostrophes.
 *
 * @param picture PNG or PNM
 */
export function recognize(
	picture: Uint8Array,
	language: "eng" | "fra",
	{ mode, alphabet, dpi }: Recognition,
): string {
	const args = ["-", "-", "-l", language, "--psm", MODES[mode]];
	if (dpi !== undefined) args.push("--dpi", `${dpi}`);
	if (alphabet !== undefined) args.push("-c", `tessedit_char_whitelist=${alphabet}`);
	// With more threads than one it is slower on a few cores.
	return run("env", ["OMP_THREAD_LIMIT=1", "tesseract", ...args], picture)
		.toString()
		.replace(/’/g, "'");
}
