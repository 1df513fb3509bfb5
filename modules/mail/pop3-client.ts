import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { SecureOptions } from "../base/sockets";
import { Connection } from "../network/connection";
import { apopTimestamp } from "./pop3-apop";
import { signInByPassword, signInByToken } from "./pop3-authentication";
import { POP3Capabilities } from "./pop3-capabilities";
import { POP3Channel } from "./pop3-channel";
import { diagnosePOP3 } from "./pop3-diagnosis";
import type { Mechanism } from "./sasl/mechanism";

/** Milliseconds that a server has to answer QUIT before the connection closes by itself. */
const QUIT_TIMEOUT = 2_000;

/** How to reach a POP3 server. */
export interface POP3Options {
	readonly network: DeviceNetwork;
	readonly host: string;
	/** 1 to 65535. */
	readonly port: number;
	/** `starttls` never goes on without TLS (STLS, RFC 2595); `tls` starts with it (POP3S, RFC 8314). */
	readonly security: "none" | "tls" | "starttls";
	readonly secure: SecureOptions;
	/** False while the device does not know the time, so that no certificate can be checked. */
	readonly clockSet: boolean;
}

/**
 * A session with a POP3 server (RFC 1939), as far as a printer needs it: connect, sign in, quit. After a Failure the
 * session is over and closed.
 */
export class POP3Client {
	readonly #channel: POP3Channel;
	readonly #secured: boolean;
	#capabilities = new POP3Capabilities();
	#timestamp: string | undefined;

	private constructor(channel: POP3Channel, secured: boolean) {
		this.#channel = channel;
		this.#secured = secured;
	}

	/**
	 * Connects and, with STLS, upgrades; what the server said before TLS is forgotten, its greeting's timestamp included
	 * (RFC 2595 section 4).
	 * @param opened told of the connection as soon as it is open, so that someone can close it
	 *
	 * Throws dns.*, connect.failed, tls.*, network.*, pop3.stls-missing, pop3.stls-refused, pop3.reply-malformed, and
	 * what a refused greeting means.
	 */
	static async connect(options: POP3Options, opened?: (client: POP3Client) => void): Promise<POP3Client> {
		const { network, host, port, security, secure, clockSet } = options;
		const implicit = security === "tls" ? secure : undefined;
		const connection = await Connection.connect({ network, host, port, secure: implicit, clockSet });
		const client = new POP3Client(new POP3Channel(connection), security !== "none");
		try {
			opened?.(client);
			await client.#greet();
			await client.#askCapabilities();
			if (security === "starttls") {
				await client.#requestTLS();
				await connection.startTLS(host, secure);
				await client.#askCapabilities();
			}
		} catch (error) {
			client.close();
			throw error;
		}
		return client;
	}

	/**
	 * Signs in with a password, by the strongest way that the server offers; where the connection has no TLS because the
	 * options say `none`, that may be one that says the password.
	 *
	 * Throws settings.invalid (`mail.account` or `mail.password`), pop3.auth-mechanism-missing, pop3.auth-failed,
	 * pop3.mailbox-locked, pop3.login-delay and the others of the stage. The session is closed then.
	 */
	async signIn(account: string, password: string): Promise<void> {
		await this.#closingOnFailure(signInByPassword(this.#channel, this.#offer, account, password));
	}

	/**
	 * Signs in with an access token, by the first of the mechanisms that the server offers.
	 *
	 * Throws as {@link signIn}, oauth.scope-missing, and settings.invalid (`mail.security`) without TLS: a token that
	 * passes in the clear is everybody's (RFC 6750 section 5.3).
	 */
	async signInByToken(mechanisms: readonly Mechanism[]): Promise<void> {
		if (!this.#secured) {
			this.close();
			throw new Failure("settings.invalid", { field: "mail.security", stage: "auth" });
		}
		await this.#closingOnFailure(signInByToken(this.#channel, this.#offer, mechanisms));
	}

	/** Says good-bye, waits two seconds at most for the server's, and closes. Never fails. */
	async quit(): Promise<void> {
		this.#channel.timeout = QUIT_TIMEOUT;
		try {
			await this.#channel.command("QUIT");
		} catch {
			// Signed in it was, and there is nothing to lose at the end of this session.
		}
		this.close();
	}

	/** Closes at once. */
	close(): void {
		this.#channel.close();
	}

	get #offer() {
		return { capabilities: this.#capabilities, timestamp: this.#secured ? undefined : this.#timestamp };
	}

	async #greet(): Promise<void> {
		this.#channel.stage = "greeting";
		const greeting = await this.#channel.reply();
		if (greeting.kind !== "ok") throw diagnosePOP3(greeting, "greeting");
		this.#timestamp = apopTimestamp(greeting.text);
	}

	async #askCapabilities(): Promise<void> {
		this.#channel.stage = "greeting";
		this.#capabilities = new POP3Capabilities();
		const reply = await this.#channel.command("CAPA");
		if (reply.kind === "challenge") throw diagnosePOP3(reply, "greeting");
		// Servers older than RFC 2449 do not know the command.
		if (reply.kind === "ok") this.#capabilities = new POP3Capabilities(await this.#channel.list());
	}

	async #requestTLS(): Promise<void> {
		this.#channel.stage = "tls";
		if (!this.#capabilities.startTLS) throw new Failure("pop3.stls-missing");
		const reply = await this.#channel.command("STLS");
		if (reply.kind !== "ok") throw diagnosePOP3(reply, "tls");
	}

	async #closingOnFailure(work: Promise<void>): Promise<void> {
		try {
			await work;
		} catch (error) {
			this.close();
			throw error;
		}
	}
}
