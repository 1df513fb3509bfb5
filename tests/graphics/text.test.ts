import Poco from "commodetto/Poco";
import fc from "fast-check";
import { type FontName, loadFont } from "../../modules/graphics/fonts";
import { ellipsis, wrap } from "../../modules/graphics/text";
import { display } from "../host/lcd";

const meter = new Poco(display);
const body = loadFont("body");
const width = (text: string): number => meter.getTextWidth(text, body);

/** Words as people write them: letters, accents, hyphens, addresses, characters no font has. */
const words = fc.array(
	fc.oneof(
		fc.stringMatching(/^[a-zéèœ’-]{1,12}$/),
		fc.constantFrom(
			"rendez-vous",
			"marie.dubois@contoso.example",
			"😀😀😀",
			"100\u00a0%",
			"—",
			"W".repeat(60),
		),
	),
	{ maxLength: 30 },
);

describe("Wrapping a text", () => {
	test("breaks at spaces", () => {
		const text = "Connectez-vous de nouveau au service de messagerie : la connexion a expiré.";
		const lines = wrap(meter, text, body, 180);
		expect(lines.join(" ")).toBe(text);
		expect(lines.length).toBeGreaterThan(2);
	});

	test("breaks after a hyphen, which stays at the line's end", () => {
		expect(wrap(meter, "multi-fonctions", body, width("fonctions"))).toEqual(["multi-", "fonctions"]);
	});

	test("breaks a word that is too long, such as an address", () => {
		const address = "accounts.receivable@subsidiary.contoso.example";
		const lines = wrap(meter, address, body, 120);
		expect(lines.join("")).toBe(address);
		for (const [index, line] of lines.slice(0, -1).entries()) {
			expect(width(line + lines[index + 1]?.[0])).toBeGreaterThan(120);
		}
	});

	test("keeps together what no-break spaces join", () => {
		const lines = wrap(meter, "il reste 100\u00a0%", body, width("il reste 100"));
		expect(lines).toEqual(["il reste", "100\u00a0%"]);
	});

	test("ends a line at a line feed, and keeps empty lines", () => {
		expect(wrap(meter, "un\n\ndeux", body, 200)).toEqual(["un", "", "deux"]);
	});

	test("shows at least one character a line where there is no room at all", () => {
		expect(wrap(meter, "abc", body, 0)).toEqual(["a", "b", "c"]);
	});

	test("fits whatever the text, loses nothing of it and splits no character", () => {
		fc.assert(
			fc.property(words, fc.integer({ min: 30, max: 320 }), (list, room) => {
				const text = list.join(" ");
				const lines = wrap(meter, text, body, room);
				for (const line of lines) expect(width(line)).toBeLessThanOrEqual(room);
				expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
				for (const line of lines) expect(Buffer.from(line).toString()).toBe(line);
			}),
		);
	});
});

describe("Shortening a text", () => {
	test("leaves a text that fits as it is", () => {
		expect(ellipsis(meter, "Numérisé", body, width("Numérisé"))).toBe("Numérisé");
	});

	test("ends one that does not with an ellipsis, and fits", () => {
		fc.assert(
			fc.property(words, fc.integer({ min: 16, max: 320 }), (list, room) => {
				const text = list.join(" ");
				const shown = ellipsis(meter, text, body, room);
				expect(width(shown)).toBeLessThanOrEqual(room);
				expect(shown === text || shown.endsWith("…")).toBe(true);
				if (shown !== text) expect(text.startsWith(shown.slice(0, -1))).toBe(true);
			}),
		);
	});
});

describe("Fonts", () => {
	const names: FontName[] = ["small", "small-strong", "body", "strong", "lead", "title", "large"];

	test.each(names)("%s has every character of English and French", (name) => {
		const font = loadFont(name);
		for (const character of "AaÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿÆæ0123456789–—’«»…›‹→€·:;!?@%") {
			expect(meter.getTextWidth(character, font)).toBeGreaterThan(0);
		}
	});

	test.each(names)("%s has digits of one width, for numbers that change", (name) => {
		const font = loadFont(name);
		expect(new Set(Array.from("0123456789", (digit) => meter.getTextWidth(digit, font))).size).toBe(1);
	});
});
