import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { Stage } from "../base/failure-codes";
import type { SecureOptions, Socket } from "../base/sockets";
import { resolve } from "./resolve";
import { SocketStream } from "./socket-stream";

/** Milliseconds for each wait where the owner says nothing: a TLS handshake on an ESP32 alone takes up to 3 seconds. */
export const DEFAULT_TIMEOUT = 30_000;

/** How to reach a server. */
export interface ConnectOptions {
	readonly network: DeviceNetwork;
	/** Name or IPv4 address. */
	readonly host: string;
	/** 1 to 65535. */
	readonly port: number;
	/** TLS from the start, where present. */
	readonly secure?: SecureOptions | undefined;
	/** Milliseconds for each wait, those for the name, the connection and TLS included. */
	readonly timeout?: number | undefined;
	/** False while the device does not know the time: a certificate's dates cannot be checked then. Default true. */
	readonly clockSet?: boolean | undefined;
	/** Told of each stage as it begins, `network` first. */
	readonly onStage?: ((stage: Stage) => void) | undefined;
}

type ConnectionParts = Pick<ConnectOptions, "network" | "timeout" | "clockSet" | "onStage">;

/** A TCP or TLS connection: how it comes about. What its owner reads and writes is {@link SocketStream}'s. */
export class Connection extends SocketStream {
	readonly #network: DeviceNetwork;
	readonly #clockSet: boolean;
	readonly #onStage: ConnectOptions["onStage"];
	#stage: Stage = "connect";

	private constructor({ network, timeout = DEFAULT_TIMEOUT, clockSet = true, onStage }: ConnectionParts) {
		super(timeout);
		this.#network = network;
		this.#clockSet = clockSet;
		this.#onStage = onStage;
	}

	/**
	 * Connects to a server: finds its address, opens the connection and, with `secure`, TLS.
	 *
	 * Throws network.down without a connected standard interface (an additional network never carries mail or OAuth2),
	 * dns.not-found, connect.failed, network.timeout, and what `startTLS` throws.
	 */
	static async connect(options: ConnectOptions): Promise<Connection> {
		const { network, host, port, secure, timeout = DEFAULT_TIMEOUT, onStage } = options;
		onStage?.("network");
		if (!network.interfaces().some(({ kind, connected }) => kind === "standard" && connected)) {
			throw new Failure("network.down");
		}
		onStage?.("dns");
		const address = await resolve(network, host, timeout);
		onStage?.("connect");
		const connection = new Connection(options);
		const { tcp } = network;
		try {
			await connection.open(
				(callbacks) => new tcp.io({ ...tcp, ...callbacks, address, port, noDelay: true }),
				"connect.failed",
			);
			if (secure) await connection.startTLS(host, secure);
		} catch (error) {
			connection.close();
			throw error;
		}
		return connection;
	}

	/** Takes over a connection that a listener accepted. Throws network.closed when it is already gone. */
	static accept(network: DeviceNetwork, accepted: Socket, timeout: number = DEFAULT_TIMEOUT): Connection {
		const connection = new Connection({ network, timeout });
		const { tcp } = network;
		connection.stage = "http";
		connection.adopt((callbacks) => new tcp.io({ ...tcp, ...callbacks, from: accepted, noDelay: true }));
		return connection;
	}

	/** Where its owner is; the Failures of the connection say so. */
	get stage(): Stage {
		return this.#stage;
	}
	set stage(stage: Stage) {
		if (stage !== this.#stage) this.#onStage?.(stage);
		this.#stage = stage;
	}

	/**
	 * Upgrades to TLS on the same connection (STARTTLS, RFC 3207).
	 * @param host name for SNI and the certificate check, unless `secure.serverName` is another
	 *
	 * Throws tls.plaintext-injected if a single byte of plaintext is still unread: what came before the handshake must not
	 * be taken for the server's protected answer (RFC 3207 section 6; CVE-2011-0411). Throws tls.clock-not-set, other
	 * tls.* failures as the host knows them, network.timeout. The connection is closed then.
	 */
	async startTLS(host: string, secure: SecureOptions): Promise<void> {
		const { socket: from, stage } = this;
		this.stage = "tls";
		try {
			if (this.buffered > 0) throw new Failure("tls.plaintext-injected");
			if (!from || !this.isOpen) throw new Failure("network.closed", { stage: "tls" });
			if (!this.#clockSet && secure.verify !== false) throw new Failure("tls.clock-not-set");
			const { tls } = this.#network;
			await this.open((callbacks) => new tls.io({ ...tls, ...callbacks, from, host, secure }), "tls.failed");
		} catch (error) {
			this.close();
			throw error;
		}
		this.stage = stage;
	}
}
