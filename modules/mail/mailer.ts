import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import { MailServer, type MailServerParts, type TokenSource } from "./mail-server";
import type { Message } from "./message";
import { MIMEMessage } from "./mime";
import type { Refusal } from "./refusal";
import { RETRY_DELAYS, retryDelay } from "./retry";
import { pause, type SendControl } from "./send-control";
import { SendingRate } from "./sending-rate";
import type { SMTPClient } from "./smtp-client";
import type { Progress } from "./smtp-transaction";
import { Turns } from "./turns";

/** What a mailer works with; `server` and `account` are what it sends by where nothing else is said. */
export interface MailerParts extends MailServerParts {
	/** Fresh random bytes. */
	readonly random: (byteLength: number) => Uint8Array;
	/** Seconds before each further try of a message whose failure may pass; {@link RETRY_DELAYS} without it. */
	readonly retryDelays?: readonly number[];
}

/** A session that stays open for whoever waits, and whose it is. */
interface OpenSession {
	readonly client: SMTPClient;
	readonly identity: string;
	readonly account: TokenSource;
}

/**
 * Sends messages as the settings of the mail server and of the fax server say: one at a time and over one connection, which serves all that wait, no more of
 * them in a minute than the service takes; what fails for a moment is tried again.
 */
export class Mailer {
	readonly #parts: MailServerParts;
	readonly #server: MailServer;
	readonly #random: MailerParts["random"];
	readonly #retryDelays: readonly number[];
	readonly #turns = new Turns();
	readonly #rate = new SendingRate();
	#session: OpenSession | undefined;
	/** The farewell of the session before: a service counts that connection until it is closed. */
	#farewell: Promise<void> | undefined;

	constructor(parts: MailerParts) {
		this.#parts = parts;
		this.#server = new MailServer(parts);
		this.#random = parts.random;
		this.#retryDelays = parts.retryDelays ?? RETRY_DELAYS;
	}

	/** The address that messages bear: the one that is set, else the account's; undefined where there is neither. */
	get sender(): string | undefined {
		return this.#server.sender;
	}

	/** As `sender`, of a message that goes by another account or server. */
	senderOf(account: TokenSource, server: ServerName): string | undefined {
		return this.#serverFor(account, server).sender;
	}

	/**
	 * Sends one message and answers the recipients that the server refused; the message went to the others. Nothing goes
	 * over the network for a message that cannot be sent. The attachments' sources stay the caller's to close; a message is
	 * tried again only where all of them can be rewound.
	 * @param account whose tokens are used where OAuth2 is set, in place of the mail server's own account
	 * @param name the server that it goes by; both take turns, since two TLS sessions at once do not fit into a small heap
	 *
	 * Throws mail.*, settings.invalid, oauth.*, network.*, dns.*, connect.failed, tls.*, smtp.*, pop3.*, scan.failed and,
	 * once `control` says so, job.cancelled.
	 */
	async send(
		message: Message,
		control: SendControl = {},
		account: TokenSource = this.#parts.account,
		name: ServerName = this.#parts.server,
	): Promise<readonly Refusal[]> {
		const server = this.#serverFor(account, name);
		const mime = new MIMEMessage(message, this.#random);
		for (let tries = 1; ; tries++) {
			try {
				return await this.#try(mime, message, control, account, server);
			} catch (error) {
				const delay = retryDelay(error, this.#retryDelays, tries);
				if (delay === undefined || control.cancelled || !rewind(message)) throw error;
				control.progress?.(0, undefined);
				await pause(delay * 1000, control);
			}
		}
	}

	/**
	 * Does something else with the account's one connection, when nothing is being sent.
	 * @param account whose tokens `use` gets where OAuth2 is set
	 * @param name the server that `use` gets
	 *
	 * Throws what `use` throws, and job.cancelled once `control` says so while it waits.
	 */
	async exclusively<Result>(
		control: SendControl,
		use: (server: MailServer) => Promise<Result>,
		account: TokenSource = this.#parts.account,
		name: ServerName = this.#parts.server,
	): Promise<Result> {
		await this.#turns.enter(control);
		try {
			this.#hangUp();
			await this.#farewell;
			return await use(this.#serverFor(account, name));
		} finally {
			this.#turns.leave();
		}
	}

	/** Sends a message once. */
	async #try(
		mime: MIMEMessage,
		message: Message,
		control: SendControl,
		account: TokenSource,
		server: MailServer,
	): Promise<readonly Refusal[]> {
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
		await this.#turns.enter(control);
		try {
			if (control.cancelled) throw new Failure("job.cancelled");
			// The session is looked at after that wait: a server that has hung up meanwhile costs no try.
			await this.#rate.wait(control);
			const client = await this.#connect(control, account, server);
			this.#rate.count();
			control.onCancel?.(() => committed || client.close());
			const encoding = mime.encodingFor(client.capabilities);
			const to = message.to.map(({ address }) => address);
			const body = mime.open(encoding);
			const { notification } = message;
			return await client.send({ from: message.from.address, to, body, encoding, notification }, progress);
		} catch (error) {
			if (control.cancelled && !committed) throw new Failure("job.cancelled", { cause: error });
			throw error;
		} finally {
			if (!this.#turns.awaited) this.#hangUp();
			this.#turns.leave();
		}
	}

	/** The session under way where it is still good, else a new one. */
	async #connect(control: SendControl, account: TokenSource, server: MailServer): Promise<SMTPClient> {
		const { identity } = server;
		const session = this.#session;
		if (session?.identity === identity && session.account === account && session.client.isOpen) {
			return session.client;
		}
		this.#hangUp();
		await this.#farewell;
		const client = await server.open(control);
		this.#session = { client, identity, account };
		return client;
	}

	#serverFor(account: TokenSource, server: ServerName): MailServer {
		const own = account === this.#parts.account && server === this.#parts.server;
		return own ? this.#server : new MailServer({ ...this.#parts, account, server });
	}

	#hangUp(): void {
		const client = this.#session?.client;
		this.#session = undefined;
		if (client?.isOpen) this.#farewell = client.quit();
		else client?.close();
	}
}

/** Winds every attachment back to its start; false where one cannot. */
function rewind({ attachments }: Message): boolean {
	if (!attachments.every(({ source }) => source.rewind)) return false;
	for (const { source } of attachments) source.rewind?.();
	return true;
}
