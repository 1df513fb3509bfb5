import type { DeviceNetwork, Identity } from "../base/device";
import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import type { ServerName } from "../base/fax-server";
import { PRESETS } from "../settings/presets";
import type { Settings } from "../settings/settings";
import { isDomainName } from "./address";
import { popBeforeSMTP } from "./pop-before-smtp";
import type { Mechanism } from "./sasl/mechanism";
import { passwordMechanisms, tokenMechanisms } from "./sasl/mechanisms";
import type { SendControl } from "./send-control";
import { SMTPClient } from "./smtp-client";

/** Where access tokens come from; an OAuth2 account. */
export interface TokenSource {
	/** Whose tokens they are (`preferred_username`); undefined while nobody is signed in. */
	readonly login: string | undefined;
	/** An access token that is not about to expire. Throws oauth.*. */
	accessToken(): Promise<string>;
	/** The server refused the last token: the next one must be new. */
	invalidateAccessToken(): void;
}

/** What a mail server is reached with. */
export interface MailServerParts {
	readonly network: DeviceNetwork;
	readonly settings: Pick<Settings, "get">;
	/** Which server's settings hold. */
	readonly server: ServerName;
	readonly account: TokenSource;
	readonly identity: Pick<Identity, "name">;
	/** `now()` is undefined until the clock was set. */
	readonly clock: { now(): number | undefined };
}

/** How someone follows the opening of a session. */
export interface OpeningControl extends SendControl {
	/** Told of each stage as it begins. */
	onStage?(stage: Stage): void;
}

/** A mail server that the settings describe, the fax server's or the other; opens sessions that are signed in. */
export class MailServer {
	readonly #parts: MailServerParts;

	constructor(parts: MailServerParts) {
		this.#parts = parts;
	}

	/** The address that messages bear: the one that is set, else the account's; undefined where there is neither. */
	get sender(): string | undefined {
		const { settings, account, server } = this.#parts;
		const own =
			settings.get(`${server}.authentication`) === "oauth2"
				? account.login
				: settings.get(`${server}.account`);
		return settings.get(`${server}.sender`) || own || undefined;
	}

	/** Changes whenever a session that is open belongs to another server or account than the settings say now. */
	get identity(): string {
		const { settings, account, server } = this.#parts;
		const method = settings.get(`${server}.authentication`);
		const who = method === "oauth2" ? account.login : settings.get(`${server}.account`);
		const where = [
			settings.get(`${server}.smtp-server`),
			settings.get(`${server}.smtp-port`),
			settings.get(`${server}.security`),
		];
		return [method, who, ...where, settings.get(`${server}.validate-certificate`)].join(" ");
	}

	/**
	 * Opens a session that is signed in; a token that the server refuses is replaced once.
	 *
	 * Throws mail.not-configured, settings.invalid, oauth.*, network.*, dns.*, connect.failed, tls.*, smtp.* and, once
	 * `control` says so, job.cancelled.
	 */
	async open(control: OpeningControl): Promise<SMTPClient> {
		try {
			return await this.#signIn(control);
		} catch (error) {
			if (!this.renews(error)) throw error;
			return await this.#signIn(control);
		}
	}

	/** Did the server refuse an access token? Then the next one will be new, and another try may help. */
	renews(error: unknown): boolean {
		const { settings, account, server } = this.#parts;
		const refused = error instanceof Failure && error.code === "smtp.auth-failed";
		if (!refused || settings.get(`${server}.authentication`) !== "oauth2") return false;
		account.invalidateAccessToken();
		return true;
	}

	async #signIn(control: OpeningControl): Promise<SMTPClient> {
		const mechanisms = await this.prepare(control);
		const client = await this.connect(control);
		await this.authenticate(client, mechanisms);
		return client;
	}

	/**
	 * Does what must be done before the connection is opened: an access token or POP before SMTP needs a TLS session of its
	 * own, and two at once do not fit into a small heap.
	 * @returns how to sign in, the best first; nothing where the server wants no sign-in
	 *
	 * Throws mail.not-configured, settings.invalid, oauth.*, and what POP before SMTP throws.
	 */
	async prepare(control: SendControl): Promise<readonly Mechanism[]> {
		const { settings, server } = this.#parts;
		if (!settings.get(`${server}.smtp-server`)) {
			throw new Failure("mail.not-configured", { field: `${server}.smtp-server` });
		}
		const mechanisms = await this.#mechanisms();
		if (settings.get(`${server}.authentication`) === "pop-before-smtp") {
			await popBeforeSMTP(this.#parts, (opened) => control.onCancel?.(() => opened.close()));
		}
		if (control.cancelled) throw new Failure("job.cancelled");
		return mechanisms;
	}

	/**
	 * Connects and greets, with TLS as the settings say; nobody has signed in then.
	 *
	 * Throws mail.not-configured, network.*, dns.*, connect.failed, tls.*, smtp.*.
	 */
	connect(control: OpeningControl): Promise<SMTPClient> {
		const { settings, server, network, clock } = this.#parts;
		const host = settings.get(`${server}.smtp-server`);
		if (!host) throw new Failure("mail.not-configured", { field: `${server}.smtp-server` });
		const method = settings.get(`${server}.authentication`);
		return SMTPClient.connect(
			{
				network,
				host,
				port: settings.get(`${server}.smtp-port`),
				security: settings.get(`${server}.security`),
				secure: { verify: settings.get(`${server}.validate-certificate`) },
				clientName: this.#clientName(),
				clockSet: clock.now() !== undefined,
				extended: method === "smtp-auth" || method === "oauth2",
				onStage: (stage) => control.onStage?.(stage),
			},
			(opened) => control.onCancel?.(() => opened.close()),
		);
	}

	/** Signs in by one of the mechanisms; does nothing where there are none. Throws smtp.*, oauth.scope-missing. */
	async authenticate(client: SMTPClient, mechanisms: readonly Mechanism[]): Promise<void> {
		if (mechanisms.length === 0) return;
		const { settings, server } = this.#parts;
		await client.authenticate(mechanisms, isKnownServer(settings.get(`${server}.smtp-server`)));
	}

	/** How to sign in, the best first; nothing where the server wants no sign-in. */
	async #mechanisms(): Promise<readonly Mechanism[]> {
		const { settings, account, server } = this.#parts;
		switch (settings.get(`${server}.authentication`)) {
			case "off":
			case "pop-before-smtp":
				return [];
			case "smtp-auth": {
				const [name, password] = [settings.get(`${server}.account`), settings.get(`${server}.password`)];
				if (!name) throw new Failure("mail.not-configured", { field: `${server}.account` });
				return passwordMechanisms(name, password);
			}
			case "oauth2": {
				// A token that passes in the clear is everybody's (RFC 6750 section 5.3).
				if (settings.get(`${server}.security`) === "none") {
					throw new Failure("settings.invalid", { field: `${server}.security` });
				}
				const token = await account.accessToken();
				if (account.login === undefined) throw new Failure("oauth.identity-missing");
				const [host, port] = [settings.get(`${server}.smtp-server`), settings.get(`${server}.smtp-port`)];
				return tokenMechanisms(account.login, token, { host, port });
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
