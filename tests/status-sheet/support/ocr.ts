import { recognize } from "../../host/tesseract";

/**
 * What somebody reads on a page: its words in lines.
 *
 * @param picture PNG at 300 dpi
 */
export function readPage(picture: Uint8Array, language: "eng" | "fra"): string {
	// A page of one column of text, each line across both columns of it.
	return recognize(picture, language, { mode: "block", dpi: 300 });
}
