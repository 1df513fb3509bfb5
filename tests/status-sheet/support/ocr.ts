import { type Program, run } from "../../host/program";

/** Reads printed text; with French, whose data come in a package of their own. */
export const TESSERACT: Program = {
	command: "sh",
	probe: ["-c", "tesseract --list-langs | grep -qx fra"],
	packages: "tesseract-ocr tesseract-ocr-fra",
};

/**
 * What somebody reads on a page: its words in lines.
 *
 * @param picture PNG at 300 dpi
 */
export function readPage(picture: Uint8Array, language: "eng" | "fra"): string {
	// A page of one column of text, each line across both columns of it.
	const args = ["-", "-", "-l", language, "--dpi", "300", "--psm", "6"];
	return run("tesseract", args, picture).toString().replace(/’/g, "'");
}
