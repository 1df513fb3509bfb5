import { createHash } from "node:crypto";

/**
 * How tokens look from outside. The library's are 43 characters; Entra's are long, and refresh tokens carry
 * punctuation that a careless form encoding spoils. So the library's token goes out with padding that follows from
 * it: nothing more to remember, and a token with a single wrong character is not accepted.
 */
export class TokenForm {
	readonly #prefix: string;
	readonly #length: number;
	readonly #marks: string;

	/** @param length characters in all. @param marks punctuation that follows each stretch of letters, in turn */
	constructor(prefix: string, length: number, marks: string) {
		this.#prefix = prefix;
		this.#length = length;
		this.#marks = marks;
	}

	/** The token as a client gets it. @param token the library's */
	dress(token: string): string {
		const padding = createHash("shake256", { outputLength: this.#length }).update(token).digest("base64url");
		const letters = token + padding;
		let dressed = this.#prefix;
		for (let index = 0; dressed.length < this.#length; index++) {
			dressed +=
				letters.slice(index * STRIDE, (index + 1) * STRIDE) + this.#marks[index % this.#marks.length];
		}
		return `${dressed.slice(0, this.#length - 1)}A`;
	}

	/** The library's token inside a dressed one; undefined when it is not, to the letter, what was issued. */
	undress(dressed: string): string | undefined {
		const token = dressed.slice(this.#prefix.length, this.#prefix.length + TOKEN_LENGTH);
		return this.dress(token) === dressed ? token : undefined;
	}
}

/** Characters of the library's tokens: 258 random bits, six each. */
const TOKEN_LENGTH = 43;

/** Letters between two marks; more than a whole token, which therefore stands in one piece. */
const STRIDE = 97;

/** Entra's access tokens: 2 to 4 KB, in the look of a JWT, which nobody but the mail server may read. */
export const ACCESS_TOKEN = new TokenForm("eyJ0eXAiOiJKV1QiLCJub25jZSI6Ii", 2560, ".-_");

/** Entra's refresh tokens: 0.5 to 2 KB. */
export const REFRESH_TOKEN = new TokenForm("1.AXkA$", 1040, ".!*$-_");
