import type { Device } from "../base/device";
import { type Texts, texts } from "../language/texts";
import type { TokenSource } from "../mail/mail-server";
import type { Mailer } from "../mail/mailer";
import { createMessageId, type Message } from "../mail/message";
import type { Account } from "../oauth/account";
import type { Warned } from "../oauth/account-record";
import type { Accounts } from "../oauth/accounts";
import { refreshWarning } from "../oauth/refresh-warning";
import type { Settings } from "../settings/settings";
import { failureOf, loginOf, printerName } from "../status/status";

/** What the administrator is notified with. */
export interface NotificationParts {
	readonly device: Pick<Device, "clock" | "identity" | "network" | "random">;
	readonly settings: Pick<Settings, "get" | "observe">;
	readonly accounts: Pick<Accounts, "mail" | "servers" | "observe">;
	readonly mailer: Pick<Mailer, "send" | "sender">;
}

/** Who can send a warning: the address it comes from, and whose tokens are used; the mailer's own without one. */
interface Sender {
	readonly from: string;
	readonly tokens?: TokenSource;
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
		for (const { from, tokens } of this.#senders()) {
			try {
				const message = this.#compose(account, warning, from, to);
				const refused = await this.#parts.mailer.send(message, {}, tokens);
				// Somebody may have signed in again meanwhile.
				if (refused.length === 0 && this.#warningOf(account) === warning) account.noteWarned(warning);
				return;
			} catch {
				// The warning stays where it is shown; another sender may have more luck.
			}
		}
	}

	/** What there is to say of an account now. An account of the mail server that the settings do not use is no matter. */
	#warningOf(account: Account): Warned | undefined {
		const { settings, device, accounts } = this.#parts;
		if (account === accounts.mail && settings.get("mail.authentication") !== "oauth2") return undefined;
		const { state } = account;
		if (state.kind === "expired") return "expired";
		return refreshWarning(state, settings, device.clock.now() ?? 0) ? "failing" : undefined;
	}

	/** Whoever can send as things stand, the usual sender first. */
	#senders(): readonly Sender[] {
		const { settings, accounts, mailer } = this.#parts;
		if (settings.get("mail.authentication") !== "oauth2") {
			return mailer.sender === undefined ? [] : [{ from: mailer.sender }];
		}
		const senders: Sender[] = [];
		for (const account of accounts.servers) {
			const login = account.login;
			const tokens = tokensOf(account);
			if (login === undefined || !tokens) continue;
			senders.push({ from: account === accounts.mail ? (mailer.sender ?? login) : login, tokens });
		}
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
	#text({ state }: Account, printer: string, { mail, failures, dates }: Texts): string {
		const { warning } = mail;
		const login = loginOf(state) ?? "";
		const failing = state.kind === "signed-in" ? state.failing : undefined;
		const parts = [
			failing
				? warning.failing(printer, login, dates.date(new Date(failing.since)))
				: warning.expired(printer, login),
		];
		const failure = failing?.failure ?? failureOf(state);
		if (failure) {
			const { happened, remedy } = failures[failure.code];
			parts.push(warning.reason(happened, remedy));
		}
		const url = this.#webConfigURL();
		if (url) parts.push(warning.webConfig(url));
		return parts.join("\n");
	}

	#webConfigURL(): string | undefined {
		const standard = this.#parts.device.network
			.interfaces()
			.find(({ kind, connected, address }) => kind === "standard" && connected && address);
		const address = standard?.address;
		if (!address) return undefined;
		return `http://${address.includes(":") ? `[${address}]` : address}/network/email-server`;
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
