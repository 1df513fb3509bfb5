import type { Account } from "./accounts";
import type { Memory } from "./memory";

/** The key under which the organization's consent is remembered; no account's address looks like it. */
const ORGANIZATION = "organization";

/** What became of a person's wish to let the application in. */
export type ConsentNeed = "none" | "ask" | "administrator";

/** Who has let the application in: the organization as a whole, or single accounts. */
export class Consents {
	readonly #granted: Map<string, true>;

	constructor(memory: Memory) {
		this.#granted = memory.map("consents");
	}

	/** True once an administrator has accepted on behalf of the organization. */
	get organization(): boolean {
		return this.#granted.has(ORGANIZATION);
	}

	/** What the sign-in page must do for this account. A user of the organization cannot consent alone. */
	need(account: Account): ConsentNeed {
		if (this.allows(account)) return "none";
		return account.audience === "consumers" || account.administrator ? "ask" : "administrator";
	}

	/** Whether tokens may be issued for this account. */
	allows(account: Account): boolean {
		const organization = account.audience === "organizations" && this.organization;
		return organization || this.#granted.has(account.address);
	}

	/** Remembers a consent. @param organization on behalf of everybody; counts for an administrator only */
	grant(account: Account, organization: boolean): void {
		this.#granted.set(account.address, true);
		if (organization && account.administrator) this.#granted.set(ORGANIZATION, true);
	}

	/** Forgets every consent: the next refresh is answered with AADSTS65001. */
	revoke(): void {
		this.#granted.clear();
	}
}
