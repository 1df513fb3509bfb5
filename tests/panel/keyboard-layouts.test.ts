import {
	ADDRESS_PAGES,
	COLUMNS,
	type KeyboardPages,
	PASSWORD_PAGES,
	ROWS,
} from "../../modules/panel/keyboard-layouts";

/** What can be typed on the keyboard, capitals included. */
function characters({ letters, symbols }: KeyboardPages): Set<string> {
	const keys = [...letters, ...(symbols ?? [])].flat().flatMap((key) => ("text" in key ? [key.text] : []));
	return new Set([...keys, ...keys.map((key) => key.toUpperCase())].filter((key) => key.length === 1));
}

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));

test("every password that Web Config takes can be typed at the panel", () => {
	const typed = characters(PASSWORD_PAGES);
	expect(PRINTABLE.filter((character) => !typed.has(character))).toEqual([]);
});

test.each([
	["address", ADDRESS_PAGES],
	["password", PASSWORD_PAGES],
] as const)(
	"the pages for an %s fill the keyboard, and turn into each other by the same keys",
	(_name, pages) => {
		for (const page of [pages.letters, pages.symbols]) {
			expect(page).toHaveLength(ROWS);
			for (const row of page) {
				expect(row.reduce((columns, key) => columns + (key.columns ?? 1), 0)).toBe(COLUMNS);
			}
		}
		const places = (page: KeyboardPages["letters"]) =>
			page
				.flat()
				.findIndex((key) => "special" in key && key.special !== "shift" && key.special !== "backspace");
		expect(places(pages.letters)).toBe(places(pages.symbols));
	},
);
