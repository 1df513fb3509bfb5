/** What a server said it can do, in its reply to EHLO (RFC 5321 section 4.1.1.1). */
export class Capabilities {
	/** Keyword -> parameters, all in capitals. */
	readonly #extensions = new Map<string, string>();

	/** @param lines the text of the reply's lines, the first of which is a greeting; none for a server without extensions */
	constructor(lines: readonly string[] = []) {
		for (const line of lines.slice(1)) {
			// Some old servers write "AUTH=LOGIN", others that beside an "AUTH" with more: what either says holds.
			const [, name = "", parameters = ""] = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:[ =](.*))?$/.exec(line) ?? [];
			const keyword = name.toUpperCase();
			const before = keyword === "AUTH" ? `${this.#extensions.get("AUTH") ?? ""} ` : "";
			if (keyword) this.#extensions.set(keyword, `${before}${parameters}`.trim().toUpperCase());
		}
	}

	/** @param keyword an extension's EHLO keyword, in capitals */
	has(keyword: string): boolean {
		return this.#extensions.has(keyword);
	}

	/** May chunks follow each other without waiting, with attachments as they are (RFC 3030)? */
	get binary(): boolean {
		return this.has("CHUNKING") && this.has("BINARYMIME");
	}

	/** May text go with bytes above 127 (RFC 6152)? */
	get eightBit(): boolean {
		return this.has("8BITMIME");
	}

	/** May addresses and headers hold UTF-8 (RFC 6531)? Such a message is 8bit, too. */
	get international(): boolean {
		return this.has("SMTPUTF8") && this.eightBit;
	}

	/** Names of the SASL mechanisms that AUTH takes (RFC 4954). */
	get mechanisms(): readonly string[] {
		return [...new Set((this.#extensions.get("AUTH") ?? "").split(" "))];
	}

	/** Longest message that the server takes, in bytes (RFC 1870); undefined where it does not say. */
	get size(): number | undefined {
		const size = Number(this.#extensions.get("SIZE") || "0");
		return size > 0 ? size : undefined;
	}
}
