import type { DeviceNetwork, Identity } from "../base/device";
import { Failure } from "../base/failure";
import { PRESETS } from "../settings/presets";
import type { Settings } from "../settings/settings";
import { isDomainName } from "./address";
import type { Message } from "./message";
import { MIMEMessage } from "./mime";
import { popBeforeSMTP } from "./pop-before-smtp";
import { type Mechanism, passwordMechanisms, tokenMechanisms } from "./sasl";
import { SMTPClient } from "./smtp-client";
import type { Progress, Refusal } from "./smtp-transaction";

/** Where access tokens come from; an OAuth2 account. */
export interface TokenSource {
	/** Whose tokens they are (`preferred_username`); undefined while nobody is signed in. */
	readonly login: string | undefined;
	/** An access token that is not about to expire. Throws oauth.*. */
	accessToken(): Promise<string>;
	/** The server refused the last token: the next one must be new. */
	invalidateAccessToken(): void;
}

/** What a mailer works with. */
export interface MailerParts {
	readonly network: DeviceNetwork;
	readonly settings: Pick<Settings, "get">;
	readonly account: TokenSource;
	readonly identity: Pick<Identity, "name">;
	/** Fresh random bytes. */
	readonly random: (byteLength: number) => Uint8Array;
	/** `now()` is undefined until the clock was set. */
	readonly clock: { now(): number | undefined };
}

/** How someone follows and stops the sending of a message; a job's control. */
export interface SendControl {
	/** True from the moment that sending should stop. */
	readonly cancelled?: boolean;
	/** @param sent bytes of the message sent so far @param total all bytes, where known */
	progress?(sent: number, total: number | undefined): void;
	/** Calls back when sending should stop, so that no wait needs to end first. */
	onCancel?(callback: () => void): void;
}

/** Sends messages as the mail settings say. */
export class Mailer {
	readonly #parts: MailerParts;

	constructor(parts: MailerParts) {
		this.#parts = parts;
	}

	/** The address that messages bear: the one that is set, else the account's; undefined where there is neither. */
	get sender(): string | undefined {
		const { settings, account } = this.#parts;
		const own =
			settings.get("mail.authentication") === "oauth2" ? account.login : settings.get("mail.account");
		return settings.get("mail.sender") || own || undefined;
	}

	/**
	 * Sends one message and answers the recipients that the server refused; the message went to the others. Nothing goes
	 * over the network for a message that cannot be sent. The attachments' sources stay the caller's to close.
	 *
	 * Throws mail.*, settings.invalid, oauth.*, network.*, dns.*, connect.failed, tls.*, smtp.*, pop3.*, scan.failed and, once
	 * `control` says so, job.cancelled.
	 */
	async send(message: Message, control: SendControl = {}): Promise<readonly Refusal[]> {
		const mime = new MIMEMessage(message, this.#parts.random);
		let committed = false;
		const progress: Progress = {
			onProgress: (sent, total) => {
				if (control.cancelled && !committed) throw new Failure("job.cancelled");
				control.progress?.(sent, total);
			},
			onCommitted: () => {
				committed = true;
			},
		};
		try {
			const client = await this.#open(
				(opened) => control.onCancel?.(() => committed || opened.close()),
				control,
			);
			const { binary } = client.capabilities;
			const to = message.to.map(({ address }) => address);
			try {
				return await client.send(
					{ from: message.from.address, to, body: mime.open(binary), binary },
					progress,
				);
			} finally {
				client.quit();
			}
		} catch (error) {
			if (control.cancelled && !committed) throw new Failure("job.cancelled", { cause: error });
			throw error;
		}
	}

	/** A session that is signed in; a token that the server refuses is replaced once. */
	async #open(opened: (client: { close(): void }) => void, control: SendControl): Promise<SMTPClient> {
		try {
			return await this.#signIn(opened, control);
		} catch (error) {
			const refused = error instanceof Failure && error.code === "smtp.auth-failed";
			if (!refused || this.#parts.settings.get("mail.authentication") !== "oauth2") throw error;
			this.#parts.account.invalidateAccessToken();
			return await this.#signIn(opened, control);
		}
	}

	async #signIn(opened: (client: { close(): void }) => void, control: SendControl): Promise<SMTPClient> {
		const { settings, network, clock } = this.#parts;
		const host = settings.get("mail.smtp-server");
		const security = settings.get("mail.security");
		if (!host) throw new Failure("mail.not-configured", { field: "mail.smtp-server" });
		// Before connecting: a refresh needs a TLS session of its own, and two at once do not fit into a small heap.
		const mechanisms = await this.#mechanisms();
		if (settings.get("mail.authentication") === "pop-before-smtp") await popBeforeSMTP(this.#parts, opened);
		if (control.cancelled) throw new Failure("job.cancelled");
		const secure = { verify: settings.get("mail.validate-certificate") };
		const clockSet = clock.now() !== undefined;
		const port = settings.get("mail.smtp-port");
		const options = { network, host, port, security, secure, clientName: this.#clientName(), clockSet };
		const client = await SMTPClient.connect(options, opened);
		if (mechanisms.length > 0) await client.authenticate(mechanisms, isKnownServer(host));
		return client;
	}

	/** How to sign in, the best first; nothing where the server wants no sign-in. */
	async #mechanisms(): Promise<readonly Mechanism[]> {
		const { settings, account } = this.#parts;
		switch (settings.get("mail.authentication")) {
			case "off":
			case "pop-before-smtp":
				return [];
			case "smtp-auth": {
				const [name, password] = [settings.get("mail.account"), settings.get("mail.password")];
				if (!name) throw new Failure("mail.not-configured", { field: "mail.account" });
				return passwordMechanisms(name, password);
			}
			case "oauth2": {
				// A token that passes in the clear is everybody's (RFC 6750 section 5.3).
				if (settings.get("mail.security") === "none") {
					throw new Failure("settings.invalid", { field: "mail.security" });
				}
				const token = await account.accessToken();
				if (account.login === undefined) throw new Failure("oauth.identity-missing");
				const server = { host: settings.get("mail.smtp-server"), port: settings.get("mail.smtp-port") };
				return tokenMechanisms(account.login, token, server);
			}
		}
	}

	/** The printer's name where it is a domain name, else its address as a literal (RFC 5321 section 4.1.4). */
	#clientName(): string {
		const { settings, identity, network } = this.#parts;
		const name = settings.get("device.name") || identity.name;
		if (isDomainName(name)) return name;
		const address = network
			.interfaces()
			.find(({ kind, connected }) => kind === "standard" && connected)?.address;
		if (!address) return "[127.0.0.1]";
		return address.includes(":") ? `[IPv6:${address}]` : `[${address}]`;
	}
}

/** Is this a server of Microsoft's, which takes AUTH lines of any length? */
function isKnownServer(host: string): boolean {
	return Object.values(PRESETS).some((preset) => preset["mail.smtp-server"] === host.toLowerCase());
}
