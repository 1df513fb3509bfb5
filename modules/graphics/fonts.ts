import Resource from "Resource";
import parseBMF from "commodetto/parseBMF";

/** A font as Poco takes it, with `height` (of a line) and `ascent` (to the baseline) in pixels. */
export type Font = ReturnType<typeof parseBMF>;

/** What a text is, and so which font it has on panel and status sheet; `tools/fonts` draws them. */
const RESOURCES = {
	small: "TimbreSans-Regular-13",
	"small-strong": "TimbreSans-SemiBold-13",
	body: "TimbreSans-Regular-16",
	strong: "TimbreSans-SemiBold-16",
	lead: "TimbreSans-Regular-20",
	title: "TimbreSans-SemiBold-20",
	/** What is read from afar and typed elsewhere: a code. */
	large: "TimbreSans-SemiBold-28",
	/** On paper at 300 dpi: 9, 11 and 14 points. */
	"sheet-body": "TimbreSans-Regular-38",
	"sheet-heading": "TimbreSans-SemiBold-46",
	"sheet-title": "TimbreSans-SemiBold-60",
} as const;

/** Name of a font by what it is for. */
export type FontName = keyof typeof RESOURCES;

/**
 * Makes a font ready. It lies in flash; the heap holds no more than the few numbers of its header. Load each font once
 * and keep it.
 */
export function loadFont(name: FontName): Font {
	return parseBMF(new Resource(`${RESOURCES[name]}.bf4`));
}
