import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import opentype from "opentype.js";
import { type BMFontCharacter, encodeBMFont } from "./bmfont";
import { fill, type InkBitmap } from "./coverage";
import { CHARACTERS, type Face } from "./faces";
import { Outlines } from "./outline";
import { Page } from "./page";

/** A font resource: the two files that the SDK's `*-mask` rule takes. */
export interface FontResource {
	/** Metrics, BMFont binary. */
	readonly fnt: Buffer;
	/** The page of glyphs. */
	readonly png: Buffer;
}

const PACKAGE = "@expo-google-fonts/ibm-plex-sans";

/** Where a file of the font package is. */
export function packageFile(path: string): string {
	return createRequire(import.meta.url).resolve(`${PACKAGE}/${path}`);
}

/**
 * Draws every character of a face.
 * @throws Error when the family lacks one of them
 */
export function renderFace(face: Face): FontResource {
	const file = readFileSync(packageFile(face.source));
	const font = opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
	const scale = face.size / font.unitsPerEm;
	const outlines = new Outlines(font, face.size);
	const glyphs = CHARACTERS.map((code) => {
		const glyph = font.charToGlyph(String.fromCharCode(code));
		if (glyph.index === 0) throw new Error(`${face.source} has no U+${code.toString(16)}`);
		const ink = fill(outlines.contours(glyph));
		const advance = (glyph.advanceWidth ?? 0) * scale;
		return { code, ink, xAdvance: roundAdvance(code, advance, outlines.shift(glyph), ink) };
	});
	// A line has room for every glyph: what is redrawn a line at a time must not reach into its neighbours.
	const base = Math.max(Math.round(font.ascender * scale), ...glyphs.map(({ ink }) => ink.top));
	const depth = Math.max(...glyphs.map(({ ink }) => ink.height - ink.top));
	const lineHeight = Math.max(Math.round((font.ascender - font.descender) * scale), base + depth);
	const page = new Page();
	const characters = glyphs.map(
		({ code, xAdvance, ink }): BMFontCharacter => ({
			code,
			...page.add(ink),
			width: ink.width,
			height: ink.height,
			xOffset: ink.left,
			yOffset: base - ink.top,
			xAdvance,
		}),
	);
	const fnt = encodeBMFont({
		face: "Timbre Sans",
		size: face.size,
		lineHeight,
		base,
		pageWidth: page.width,
		pageHeight: page.height,
		page: `${face.name}.png`,
		characters,
	});
	return { fnt, png: page.encode() };
}

/**
 * How far the pen moves, in whole pixels. A glyph that was shifted takes its right side with it, so that letters do not
 * run into their neighbours; digits all stay as wide as designed, for columns and for numbers that change. A space is
 * rounded up, or words would run together at small sizes.
 */
function roundAdvance(code: number, advance: number, shift: number, ink: InkBitmap): number {
	if (ink.width === 0) return Math.ceil(advance);
	const isDigit = code >= 0x30 && code <= 0x39;
	return Math.round(isDigit ? advance : advance + shift);
}
