/**
 * What may stand in a template: text is escaped, markup is not; undefined and false leave nothing. A function is called
 * when its place is reached: parts of a page that are made one after the other need not be in memory together.
 */
export type Content = string | number | false | undefined | Markup | Iterable<Content> | (() => Content);

/** HTML that is produced piece by piece, so that no whole page is ever in memory. Made by {@link html} alone. */
export class Markup implements Iterable<string> {
	readonly #literals: readonly string[];
	readonly #names: readonly string[];
	readonly #values: Values<string>;

	constructor(literals: readonly string[], names: readonly string[], values: Values<string>) {
		this.#literals = literals;
		this.#names = names;
		this.#values = values;
	}

	*[Symbol.iterator](): Generator<string, void> {
		for (let i = 0; i < this.#literals.length; i++) {
			const literal = this.#literals[i];
			if (literal) yield literal;
			const name = this.#names[i];
			if (name !== undefined) yield* pieces(this.#values[name]);
		}
	}
}

/** What fills a template's holes, each by its name. */
export type Values<Name extends string> = Readonly<Record<Name, Content>>;

/** Markup but for what fills its holes. */
export type Template<Name extends string> = (values: Values<Name>) => Markup;

/**
 * The one way to write HTML: what stands in the template's own text is HTML, and every value put into it is text and
 * comes out escaped, unless it is markup of this same tag. A value may stand in an element's content or in an attribute
 * within double quotes, nowhere else; addresses from outside go through {@link safeLink} first.
 *
 * A template stands at module level, and so in ROM: of one in a function, XS would keep the texts in RAM for ever. In
 * place of its values it has their names: `const ROW = html\`<li title="${"title"}">${"text"}</li>\``, which
 * `ROW({ title, text })` fills. A name that stands twice is one value, which must then be one that can be read twice.
 * Without names it is markup already.
 */
export function html(literals: TemplateStringsArray): Markup;
export function html<Name extends string>(literals: TemplateStringsArray, ...names: Name[]): Template<Name>;
export function html(literals: TemplateStringsArray, ...names: string[]): Markup | Template<string> {
	if (names.length === 0) return new Markup(literals, names, {});
	return (values) => new Markup(literals, names, values);
}

/** Characters that could end a text or a quoted attribute, as character references. */
export function escapeHTML(text: string): string {
	if (!/[&<>"']/.test(text)) return text;
	return text
		.replace(/&/g, "&amp;")
		.replace(/</g, "&lt;")
		.replace(/>/g, "&gt;")
		.replace(/"/g, "&quot;")
		.replace(/'/g, "&#39;");
}

/** @returns an address that a link may lead to: `https:`, or `http:` to this very computer, so never a script; undefined for anything else */
export function safeLink(address: string): string | undefined {
	return /^(https:\/\/[A-Za-z0-9.-]+|http:\/\/localhost)(:[0-9]{1,5})?([/?#][\x21-\x7e]*)?$/.test(address)
		? address
		: undefined;
}

/** A part for each item, made when its place is reached: of a long list, one is in memory at a time. */
export function* each<Item>(items: Iterable<Item>, part: (item: Item) => Content): Generator<Content, void> {
	for (const item of items) yield part(item);
}

function* pieces(content: Content): Generator<string, void> {
	if (content === undefined || content === false || content === "") return;
	if (typeof content === "function") yield* pieces(content());
	else if (content instanceof Markup) yield* content;
	else if (typeof content === "object") for (const part of content) yield* pieces(part);
	else yield escapeHTML(`${content}`);
}

/** Longest piece handed to the socket at once, in characters: a page is then a few writes, not hundreds. */
const PIECE_LENGTH = 1024;

/** A text from ROM in pieces that fit the heap. */
export function* slices(text: string): Generator<string, void> {
	for (let start = 0; start < text.length; start += PIECE_LENGTH)
		yield text.slice(start, start + PIECE_LENGTH);
}

/** The same text in pieces of about {@link PIECE_LENGTH} characters. */
export function* gather(small: Iterable<string>): Generator<string, void> {
	let piece = "";
	for (const part of small) {
		piece += part;
		if (piece.length >= PIECE_LENGTH) {
			yield piece;
			piece = "";
		}
	}
	if (piece) yield piece;
}
