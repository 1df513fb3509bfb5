import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import type { SecureOptions } from "../base/sockets";
import { Connection } from "../network/connection";
import { isAddressLiteral, isDomainName } from "./address";
import { diagnose } from "./diagnosis";
import type { Refusal } from "./refusal";
import type { Mechanism } from "./sasl/mechanism";
import { redactFailure } from "./sasl/redact";
import { signIn } from "./smtp-authentication";
import { Capabilities } from "./smtp-capabilities";
import { SMTPChannel } from "./smtp-channel";
import { checkDelivery, type Delivery, mailCommand, recipientCommand } from "./smtp-envelope";
import type { Reply } from "./smtp-reply";
import { type Progress, Transaction } from "./smtp-transaction";

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
	/**
	 * What follows needs a server with extensions, as signing in does. Where not, one that knows no EHLO is greeted as in
	 * RFC 821 (RFC 5321 section 3.2). Default true.
	 */
	readonly extended?: boolean;
	/** Told of each stage as it begins, `network` first. */
	readonly onStage?: ((stage: Stage) => void) | undefined;
}

/**
 * A session with a mail submission server (RFC 5321, 6409): connect, sign in, send one or more messages, quit. After a
 * Failure other than a refused message the session is over and closed.
 */
export class SMTPClient {
	readonly #channel: SMTPChannel;
	readonly #clientName: string;
	#capabilities = new Capabilities();
	/** What it signed in with: some servers repeat that later. */
	#mechanisms: readonly Mechanism[] = [];
	#isOpen = true;

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
		const { network, host, port, security, secure, clientName, clockSet, onStage } = options;
		if (!isDomainName(clientName) && !isAddressLiteral(clientName)) {
			throw new Failure("settings.invalid", { field: "device.name", detail: clientName });
		}
		const implicit = security === "tls" ? secure : undefined;
		const connection = await Connection.connect({ network, host, port, secure: implicit, clockSet, onStage });
		const client = new SMTPClient(new SMTPChannel(connection), clientName);
		const plainGreeting = options.extended === false && security !== "starttls";
		try {
			opened?.(client);
			await client.#greet(plainGreeting);
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
			this.#mechanisms = mechanisms;
		} catch (error) {
			this.close();
			throw error;
		}
	}

	/**
	 * Sends one message and answers the recipients that the server refused; the message went to the others.
	 *
	 * Throws what {@link checkDelivery} throws, before anything is sent; what the server's refusal means, after which the
	 * session may be used again; any other Failure ends the session.
	 */
	async send(delivery: Delivery, progress: Progress = {}): Promise<readonly Refusal[]> {
		checkDelivery(delivery, this.#capabilities);
		const transaction = new Transaction(this.#channel, this.#capabilities, delivery, progress);
		try {
			const refused = await transaction.run();
			return refused.map(({ address, failure }) => ({ address, failure: this.#withoutSecrets(failure) }));
		} catch (error) {
			const failure = this.#withoutSecrets(error);
			if (!(await transaction.reset().catch(() => false))) this.close();
			throw failure;
		}
	}

	/**
	 * Asks whether the server would take a message from this sender to this recipient; takes it back before any content
	 * (RSET), so that nothing is sent.
	 *
	 * Throws mail.address-invalid, smtp.utf8-missing, and what the server's refusal means. The session is closed then.
	 */
	async probe(from: string, to: string): Promise<void> {
		const channel = this.#channel;
		const delivery: Delivery = { from, to: [to], body: { byteLength: 0, read: () => 0 }, encoding: "7bit" };
		try {
			checkDelivery(delivery, this.#capabilities);
			channel.stage = "sender";
			const sender = await channel.command(mailCommand(delivery, this.#capabilities));
			if (sender.code !== 250) throw diagnose(sender, "sender");
			channel.stage = "recipient";
			const recipient = await channel.command(recipientCommand(to, delivery, this.#capabilities));
			if (recipient.code !== 250 && recipient.code !== 251) throw diagnose(recipient, "recipient");
			await channel.command("RSET");
		} catch (error) {
			this.close();
			throw error;
		}
	}

	/**
	 * Says good-bye and closes; never fails. Nobody needs to wait for a server's farewell; resolves when the connection is
	 * closed, after {@link QUIT_TIMEOUT} at the latest.
	 */
	quit(): Promise<void> {
		this.#isOpen = false;
		this.#channel.timeout = QUIT_TIMEOUT;
		const close = () => this.close();
		return this.#channel.command("QUIT").then(close, close);
	}

	/**
	 * False once the session is over, between two messages also where the server ended it: it hung up, or said that it would
	 * (421, RFC 5321 section 3.8).
	 */
	get isOpen(): boolean {
		return this.#isOpen && this.#channel.isIdle;
	}

	/** Closes at once. */
	close(): void {
		this.#isOpen = false;
		this.#channel.close();
	}

	/** The same where it is a failure with a server's text that repeats what this session signed in with, without that. */
	#withoutSecrets<Thrown>(error: Thrown): Thrown | Failure {
		let clean: Thrown | Failure = error;
		for (const { secrets } of this.#mechanisms) clean = redactFailure(clean, secrets);
		return clean;
	}

	async #greet(plainGreeting: boolean): Promise<void> {
		this.#channel.stage = "greeting";
		const greeting = await this.#channel.reply();
		if (greeting.code !== 220) throw diagnose(greeting, "greeting");
		await this.#hello(plainGreeting);
	}

	/** @param plainGreeting HELO will do where the server knows no EHLO */
	async #hello(plainGreeting = false): Promise<void> {
		this.#channel.stage = "greeting";
		this.#capabilities = new Capabilities();
		let reply = await this.#channel.command(`EHLO ${this.#clientName}`);
		if (plainGreeting && isUnknownCommand(reply)) {
			reply = await this.#channel.command(`HELO ${this.#clientName}`);
			if (reply.code === 250) return;
		}
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

/** Does a server say that it does not know a command (RFC 5321 section 4.2.4)? */
function isUnknownCommand({ code }: Reply): boolean {
	return code === 500 || code === 502;
}
