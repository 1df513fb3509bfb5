/** A key that does something else than typing its own text. */
export type SpecialKey = "shift" | "backspace" | KeyboardPageName;

/** A page of a keyboard by what is on it. */
export type KeyboardPageName = "letters" | "symbols" | "accents";

/** A key: what it types, or what it does, and how many columns it takes where that is not one. */
export type KeyboardKey =
	| { readonly text: string; readonly columns?: number }
	| { readonly special: SpecialKey; readonly columns?: number };

/** A page of a keyboard, row by row. */
export type KeyboardPage = readonly (readonly KeyboardKey[])[];

/** The pages between which a keyboard turns; not every text takes accents, and a number needs no second page at all. */
export type KeyboardPages = Readonly<Record<"letters", KeyboardPage>> & {
	readonly symbols?: KeyboardPage;
	readonly accents?: KeyboardPage;
};

/** Pages for a text of letters and of everything else. */
type FullPages = KeyboardPages & Readonly<Record<"symbols", KeyboardPage>>;

/** Columns of a keyboard for texts: as many as leave each key the 40 pixels that a finger needs. */
export const COLUMNS = 8;

/** Rows of a keyboard for texts. */
export const ROWS = 5;

/** Ends of many addresses. */
const DOMAINS = [
	{ text: ".com", columns: 2 },
	{ text: ".fr", columns: 2 },
] as const satisfies readonly KeyboardKey[];

const BACKSPACE: KeyboardKey = { special: "backspace", columns: 2 };

/** One key for each character. */
function keys(characters: string): readonly KeyboardKey[] {
	return [...characters].map((text) => ({ text }));
}

/**
 * The pages for typing an address. Letters stand in the order of the alphabet, so that they are found by whoever is used
 * to QWERTY and whoever is used to AZERTY, and what an address needs beside them is on the first page. Keys that the
 * pages share stand at the same place and number, so the focus stays on them.
 */
export const ADDRESS_PAGES: FullPages = {
	letters: [
		keys("abcdefgh"),
		keys("ijklmnop"),
		keys("qrstuvwx"),
		[...keys("yz@.-_"), BACKSPACE],
		[{ special: "shift", columns: 2 }, { special: "symbols", columns: 2 }, ...DOMAINS],
	],
	symbols: [
		keys("12345678"),
		keys("90@.-_+'"),
		keys("!#$%&*/="),
		[...keys("?^`{|}"), BACKSPACE],
		[{ text: "~", columns: 2 }, { special: "letters", columns: 2 }, ...DOMAINS],
	],
};

/** The pages for typing a password: every printable ASCII character. */
export const PASSWORD_PAGES: FullPages = {
	letters: [
		...ADDRESS_PAGES.letters.slice(0, -1),
		[{ special: "shift", columns: 2 }, { special: "symbols", columns: 2 }, ...keys(" (),")],
	],
	symbols: [
		keys("12345678"),
		keys("90:;<>+'"),
		keys("!#$%&*/="),
		[...keys("?^`{|}"), BACKSPACE],
		[{ text: "~", columns: 2 }, { special: "letters", columns: 2 }, ...keys('"[]\\')],
	],
};

const DIGITS: KeyboardPage = [
	keys("123"),
	keys("456"),
	keys("789"),
	[{ text: "0", columns: 2 }, { special: "backspace" }],
];

/** The one page for typing a number. */
export const DIGIT_PAGES: KeyboardPages = { letters: DIGITS, symbols: DIGITS };

const SPACE: KeyboardKey = { text: " ", columns: 3 };

/** The pages for typing a line to read: letters with the accents of French and its neighbours. */
export const TEXT_PAGES: KeyboardPages = {
	letters: [
		keys("abcdefgh"),
		keys("ijklmnop"),
		keys("qrstuvwx"),
		[...keys("yz.,-'"), BACKSPACE],
		[{ special: "shift", columns: 2 }, { special: "symbols", columns: 2 }, { special: "accents" }, SPACE],
	],
	symbols: [
		keys("12345678"),
		keys("90:;?!()"),
		keys("@#%&*+=/"),
		[...keys('"_.,-€'), BACKSPACE],
		[{ text: "°", columns: 2 }, { special: "letters", columns: 2 }, { special: "accents" }, SPACE],
	],
	accents: [
		keys("éèêëàâäá"),
		keys("ïîíôöóûù"),
		keys("üúçœæÿñã"),
		[...keys("«»’–§·"), BACKSPACE],
		[{ special: "shift", columns: 2 }, { special: "letters", columns: 2 }, { special: "symbols" }, SPACE],
	],
};

/** Two columns for each character. */
function wideKeys(characters: string): readonly KeyboardKey[] {
	return [...characters].map((text) => ({ text, columns: 2 }));
}

/** The one page for dialling: as on a telephone, and beside it what people write in numbers. */
export const NUMBER_PAGES: KeyboardPages = {
	letters: [
		wideKeys("123+"),
		wideKeys("456-"),
		[...wideKeys("789"), { text: " ", columns: 2 }],
		[...wideKeys("*0#"), BACKSPACE],
	],
};
