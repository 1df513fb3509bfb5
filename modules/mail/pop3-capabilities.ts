/** What a POP3 server said it can do, in its answer to CAPA (RFC 2449). */
export class POP3Capabilities {
	/** Tag -> arguments, all in capitals; undefined for a server that does not know CAPA. */
	readonly #tags: ReadonlyMap<string, string> | undefined;

	/** @param lines the list behind CAPA's +OK; undefined for a server that does not know CAPA */
	constructor(lines?: readonly string[]) {
		if (lines === undefined) return;
		const tags = new Map<string, string>();
		for (const line of lines) {
			const [, tag, rest = ""] = /^([!-~]+)(?: +(.*))?$/.exec(line.toUpperCase()) ?? [];
			if (tag) tags.set(tag, rest.trim());
		}
		this.#tags = tags;
	}

	/** May the connection go over to TLS (RFC 2595 section 4)? */
	get startTLS(): boolean {
		return this.#tags?.has("STLS") ?? false;
	}

	/** Does the server take USER and PASS? One that does not know CAPA does, as RFC 1939 has nothing to say it by. */
	get user(): boolean {
		return this.#tags?.has("USER") ?? true;
	}

	/** Names of the SASL mechanisms that AUTH takes (RFC 5034 section 6). */
	get mechanisms(): readonly string[] {
		const names = this.#tags?.get("SASL");
		return names ? names.split(/ +/) : [];
	}

	/** Least time between two sign-ins, in seconds (RFC 2449 section 6.5); undefined where the server does not say. */
	get loginDelay(): number | undefined {
		const [, seconds] = /^([0-9]{1,6})(?: |$)/.exec(this.#tags?.get("LOGIN-DELAY") ?? "") ?? [];
		return seconds === undefined ? undefined : Number(seconds);
	}
}
