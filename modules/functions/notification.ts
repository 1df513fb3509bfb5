import type { Device } from "../base/device";
import type { ServerName } from "../base/fax-server";
import { type Texts, texts } from "../language/texts";
import type { TokenSource } from "../mail/mail-server";
import type { Mailer } from "../mail/mailer";
import { createMessageId, type Message } from "../mail/message";
import type { Account } from "../oauth/account";
import type { Warned } from "../oauth/account-record";
import type { Accounts } from "../oauth/accounts";
import { refreshWarning } from "../oauth/refresh-warning";
import { isFaxServerSet } from "../settings/email-server";
import type { Settings } from "../settings/settings";
import { remedyOf } from "../status/failure-subject";
import { failureOf, loginOf, printerName } from "../status/status";

/** What the administrator is notified with. */
export interface NotificationParts {
	readonly device: Pick<Device, "clock" | "identity" | "network" | "random">;
	readonly settings: Pick<Settings, "get" | "observe">;
	readonly accounts: Pick<Accounts, "mail" | "fax" | "servers" | "observe">;
	readonly mailer: Pick<Mailer, "send" | "senderOf">;
}

/** Who can send a warning: the address it comes from, by which server, and whose tokens are used where it takes those. */
interface Sender {
	readonly from: string;
	readonly tokens?: TokenSource | undefined;
	readonly server: ServerName;
}

/**
 * Email to the administrator about an account that cannot be refreshed for as long as is set, or that must sign in again:
 * once each, also across restarts. It goes out by whatever can still send, nothing waits for it, and where nothing can, the
 * panel and the status go on showing the warning, and it is tried again when something changes.
 */
export class Notification {
	readonly #parts: NotificationParts;
	#working = false;
	#changed = false;

	constructor(parts: NotificationParts) {
		this.#parts = parts;
		parts.accounts.observe(() => void this.#look());
		parts.settings.observe(() => void this.#look());
	}

	/** Sends the warnings that are due, and what becomes due meanwhile; each is tried once, as trying changes things too. */
	async #look(): Promise<void> {
		this.#changed = true;
		if (this.#working) return;
		this.#working = true;
		const tried = new Map<Account, Warned>();
		try {
			while (this.#changed) {
				this.#changed = false;
				for (const account of this.#parts.accounts.servers) {
					const warning = this.#warningOf(account);
					if (!warning || account.warned === warning || tried.get(account) === warning) continue;
					tried.set(account, warning);
					await this.#warn(account, warning);
				}
			}
		} finally {
			this.#working = false;
		}
	}

	async #warn(account: Account, warning: Warned): Promise<void> {
		const to = this.#parts.settings.get("administrator.email");
		if (!to) return;
		for (const { from, tokens, server } of this.#senders()) {
			try {
				const message = this.#compose(account, warning, from, to);
				const refused = await this.#parts.mailer.send(message, {}, tokens, server);
				// Somebody may have signed in again meanwhile.
				if (refused.length === 0 && this.#warningOf(account) === warning) account.noteWarned(warning);
				return;
			} catch {
				// The warning stays where it is shown; another sender may have more luck.
			}
		}
	}

	/** What there is to say of an account now. An account that the settings do not use is no matter. */
	#warningOf(account: Account): Warned | undefined {
		const { settings, device } = this.#parts;
		if (settings.get(`${this.#serverOf(account)}.authentication`) !== "oauth2") return undefined;
		const { state } = account;
		if (state.kind === "expired") return "expired";
		return refreshWarning(state, settings, device.clock.now() ?? 0) ? "failing" : undefined;
	}

	#serverOf(account: Account): ServerName {
		return account === this.#parts.accounts.mail ? "mail" : "fax";
	}

	/** Whoever can send as things stand, the usual sender first. Tokens go to their own server and to no other. */
	#senders(): readonly Sender[] {
		const { settings, accounts, mailer } = this.#parts;
		const senders: Sender[] = [];
		const add = (server: ServerName, account: Account) => {
			const oauth2 = settings.get(`${server}.authentication`) === "oauth2";
			const tokens = oauth2 ? tokensOf(account) : undefined;
			if (oauth2 && !tokens) return;
			const from = mailer.senderOf(tokens ?? account, server);
			if (from !== undefined) senders.push({ from, tokens, server });
		};
		add("mail", accounts.mail);
		if (isFaxServerSet(settings)) add("fax", accounts.fax);
		return senders;
	}

	#compose(account: Account, warning: Warned, from: string, to: string): Message {
		const { settings, device } = this.#parts;
		const words = texts(settings.get("language"));
		const printer = printerName({ settings, device });
		return {
			from: { address: from, name: printer },
			to: [{ address: to }],
			subject: words.mail.warning.subject[warning](printer),
			text: this.#text(account, printer, words),
			attachments: [],
			date: device.clock.now() ?? Date.now(),
			messageId: createMessageId((byteLength) => device.random(byteLength), from),
		};
	}

	/** What happened, what helps, and where. */
	#text(account: Account, printer: string, words: Texts): string {
		const { state } = account;
		const server = this.#serverOf(account);
		const { warning } = words.mail;
		const login = loginOf(state) ?? "";
		const failing = state.kind === "signed-in" ? state.failing : undefined;
		const parts = [
			failing
				? warning.failing(printer, login, words.dates.date(new Date(failing.since)))
				: warning.expired(printer, login),
		];
		const failure = failing?.failure ?? failureOf(state);
		if (failure) {
			const remedy = remedyOf(failure.code, server, words);
			parts.push(warning.reason(words.failures[failure.code].happened, remedy));
		}
		const url = this.#webConfigURL(server);
		if (url) parts.push(warning.webConfig(url));
		return parts.join("\n");
	}

	#webConfigURL(server: ServerName): string | undefined {
		const standard = this.#parts.device.network
			.interfaces()
			.find(({ kind, connected, address }) => kind === "standard" && connected && address);
		const address = standard?.address;
		if (!address) return undefined;
		return `http://${address.includes(":") ? `[${address}]` : address}/${server === "fax" ? "fax" : "network"}/email-server`;
	}
}

/** The account itself while it works, else the token that it still holds, for as long as that is good. */
function tokensOf(account: Account): TokenSource | undefined {
	const { state, heldToken } = account;
	if (state.kind === "signed-in" && state.saved && !state.failing) return account;
	if (heldToken === undefined) return undefined;
	return {
		login: account.login,
		accessToken: () => Promise.resolve(heldToken),
		invalidateAccessToken: () => account.invalidateAccessToken(),
	};
}
