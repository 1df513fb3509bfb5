import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { SecureOptions } from "../base/sockets";
import { Connection } from "../network/connection";
import { checkAddress, isAddressLiteral, isDomainName } from "./address";
import { diagnose } from "./diagnosis";
import type { Mechanism } from "./sasl";
import { signIn } from "./smtp-authentication";
import { Capabilities } from "./smtp-capabilities";
import { SMTPChannel } from "./smtp-channel";
import { type Delivery, type Progress, type Refusal, Transaction } from "./smtp-transaction";

/** Milliseconds that a server has to answer QUIT before the connection closes by itself. */
const QUIT_TIMEOUT = 2_000;

/** How to reach a mail server. */
export interface SMTPOptions {
	readonly network: DeviceNetwork;
	readonly host: string;
	/** 1 to 65535. */
	readonly port: number;
	/** `starttls` never goes on without TLS; `tls` starts with it (RFC 8314). */
	readonly security: "none" | "tls" | "starttls";
	readonly secure: SecureOptions;
	/** The name in EHLO: a domain name or an address literal (RFC 5321 section 4.1.1.1). */
	readonly clientName: string;
	/** False while the device does not know the time, so that no certificate can be checked. */
	readonly clockSet: boolean;
}

/**
 * A session with a mail submission server (RFC 5321, 6409): connect, sign in, send one or more messages, quit. After a
 * Failure other than a refused message the session is over and closed.
 */
export class SMTPClient {
	readonly #channel: SMTPChannel;
	readonly #clientName: string;
	#capabilities = new Capabilities();

	private constructor(channel: SMTPChannel, clientName: string) {
		this.#channel = channel;
		this.#clientName = clientName;
	}

	/**
	 * Connects, greets and, with STARTTLS, upgrades; what the server said before TLS is forgotten (RFC 3207 section 4.2).
	 * @param opened told of the connection as soon as it is open, so that someone can close it
	 *
	 * Throws dns.*, connect.failed, tls.*, network.*, smtp.starttls-missing, smtp.starttls-refused,
	 * smtp.reply-malformed, what a refused greeting means, and settings.invalid for a client name that is none.
	 */
	static async connect(options: SMTPOptions, opened?: (client: SMTPClient) => void): Promise<SMTPClient> {
		const { network, host, port, security, secure, clientName, clockSet } = options;
		if (!isDomainName(clientName) && !isAddressLiteral(clientName)) {
			throw new Failure("settings.invalid", { field: "device.name", detail: clientName });
		}
		const implicit = security === "tls" ? secure : undefined;
		const connection = await Connection.connect({ network, host, port, secure: implicit, clockSet });
		const client = new SMTPClient(new SMTPChannel(connection), clientName);
		try {
			opened?.(client);
			await client.#greet();
			if (security === "starttls") {
				await client.#requestTLS();
				await connection.startTLS(host, secure);
				await client.#hello();
			}
		} catch (error) {
			client.close();
			throw error;
		}
		return client;
	}

	/** What the server can do, as it said last. */
	get capabilities(): Capabilities {
		return this.#capabilities;
	}

	/**
	 * Signs in by the strongest mechanism that the server offers.
	 * @param mechanisms the strongest first, at least one
	 * @param longInitialResponse the server is known to take AUTH lines of more than 512 octets
	 *
	 * Throws smtp.auth-mechanism-missing where the server offers none of them, smtp.auth-failed and the others of the
	 * stage. The session is closed then.
	 */
	async authenticate(mechanisms: readonly Mechanism[], longInitialResponse = false): Promise<void> {
		try {
			await signIn(this.#channel, mechanisms, this.#capabilities.mechanisms, longInitialResponse);
		} catch (error) {
			this.close();
			throw error;
		}
	}

	/**
	 * Sends one message and answers the recipients that the server refused; the message went to the others.
	 *
	 * Throws mail.address-invalid, mail.no-recipient, smtp.message-too-large before anything is sent; what the server's
	 * refusal means, after which the session may be used again; any other Failure ends the session.
	 */
	async send(delivery: Delivery, progress: Progress = {}): Promise<readonly Refusal[]> {
		checkAddress(delivery.from);
		for (const address of delivery.to) checkAddress(address);
		if (delivery.to.length === 0) throw new Failure("mail.no-recipient");
		const { size } = this.#capabilities;
		const { byteLength } = delivery.body;
		if (size !== undefined && byteLength !== undefined && byteLength > size) {
			throw new Failure("smtp.message-too-large", { detail: `${byteLength} > ${size}` });
		}
		const transaction = new Transaction(this.#channel, this.#capabilities, delivery, progress);
		try {
			return await transaction.run();
		} catch (error) {
			if (!(await transaction.reset().catch(() => false))) this.close();
			throw error;
		}
	}

	/** Says good-bye and closes; answers at once and never fails: nobody waits for a server's farewell. */
	quit(): void {
		this.#channel.timeout = QUIT_TIMEOUT;
		const close = () => this.close();
		this.#channel.command("QUIT").then(close, close);
	}

	/** Closes at once. */
	close(): void {
		this.#channel.close();
	}

	async #greet(): Promise<void> {
		this.#channel.stage = "greeting";
		const greeting = await this.#channel.reply();
		if (greeting.code !== 220) throw diagnose(greeting, "greeting");
		await this.#hello();
	}

	async #hello(): Promise<void> {
		this.#channel.stage = "greeting";
		this.#capabilities = new Capabilities();
		const reply = await this.#channel.command(`EHLO ${this.#clientName}`);
		if (reply.code !== 250) throw diagnose(reply, "greeting");
		this.#capabilities = new Capabilities(reply.lines);
	}

	async #requestTLS(): Promise<void> {
		this.#channel.stage = "tls";
		if (!this.#capabilities.has("STARTTLS")) throw new Failure("smtp.starttls-missing");
		const reply = await this.#channel.command("STARTTLS");
		if (reply.code !== 220) throw diagnose(reply, "tls");
	}
}
