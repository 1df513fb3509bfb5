/**
 * A device's network for tests of `modules/` outside XS: ECMA-419 classes over real Node sockets (`nodeNetwork`). Its
 * counterpart without any socket, for exact bytes, is `transcript` in `transcript.ts`.
 */
import { createServer, isIP, Socket as NetSocket, type Server } from "node:net";
import { setImmediate } from "node:timers";
import { connect as connectTLS, type TLSSocket } from "node:tls";
import type { DeviceNetwork, NetworkInterface } from "../../modules/base/device";
import type {
	Listener,
	ListenerOptions,
	Resolver,
	SocketErrorCode,
	TCPOptions,
	TLSOptions,
} from "../../modules/base/sockets";
import { SocketEnd, type Wire } from "./socket-end";

export { type Step, transcript } from "./transcript";

/** What a test may say of the network. */
export interface NodeNetworkOptions {
	/** Addresses of names; any other name is not found. */
	readonly hosts?: Readonly<Record<string, string>>;
	/** Trusted root certificates, PEM. */
	readonly ca?: string | readonly string[];
	/** The interfaces; one connected wired one where absent. */
	readonly interfaces?: readonly NetworkInterface[];
}

const WIRED: readonly NetworkInterface[] = [
	{ kind: "standard", medium: "wired", connected: true, address: "127.0.0.1" },
];

const ERRORS: Readonly<Record<string, SocketErrorCode>> = {
	ECONNREFUSED: "refused",
	EHOSTUNREACH: "unreachable",
	ENETUNREACH: "unreachable",
	ETIMEDOUT: "unreachable",
	CERT_HAS_EXPIRED: "certificate-expired",
	CERT_NOT_YET_VALID: "certificate-not-yet-valid",
	ERR_TLS_CERT_ALTNAME_INVALID: "wrong-host",
	DEPTH_ZERO_SELF_SIGNED_CERT: "unknown-issuer",
	SELF_SIGNED_CERT_IN_CHAIN: "unknown-issuer",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown-issuer",
	UNABLE_TO_GET_ISSUER_CERT: "unknown-issuer",
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown-issuer",
	ERR_SSL_UNSUPPORTED_PROTOCOL: "tls-too-old",
	ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "tls-too-old",
};

/** A Node socket, TCP or TLS, as a wire. */
class NodeWire implements Wire {
	end: SocketEnd | undefined;
	readonly node: NetSocket;
	/** The code of an error that is not in the table. */
	usual: SocketErrorCode;

	constructor(node: NetSocket, usual: SocketErrorCode) {
		this.node = node;
		this.usual = usual;
		node.on("readable", () => this.resume());
		node.on("end", () => this.end?.ended());
		node.on("error", (error: Error & { code?: string }) =>
			this.end?.ended(ERRORS[error.code ?? ""] ?? this.usual, error.message),
		);
		node.on("close", () => this.end?.ended());
	}

	send(bytes: Buffer, sent: () => void): void {
		this.node.write(bytes, (error) => {
			if (!error) sent();
		});
	}
	resume(): void {
		const room = Math.min(this.end?.room ?? 0, this.node.readableLength);
		const bytes: Buffer | null = room > 0 ? this.node.read(room) : null;
		if (bytes) this.end?.arrived(bytes);
		// Node says that the other side has ended only when asked for more than there is.
		else if (this.node.readableLength === 0) this.node.read(0);
	}
	close(): void {
		this.end = undefined;
		this.node.destroySoon();
	}
	/** Stops delivering, so that TLS can take the Node socket over. */
	detach(unread: Buffer): NetSocket {
		this.end = undefined;
		this.node.removeAllListeners("readable");
		if (unread.length > 0) this.node.unshift(unread);
		return this.node;
	}
	get remoteAddress(): string | undefined {
		return this.node.remoteAddress?.replace(/^::ffff:/, "");
	}
	get remotePort(): number | undefined {
		return this.node.remotePort;
	}
}

class TCP extends SocketEnd {
	constructor(options: TCPOptions) {
		if ("from" in options) {
			const released = (options.from as SocketEnd).release();
			super(options, released.wire);
			this.adopt(released);
			return;
		}
		if (isIP(options.address) !== 4) throw new Error("invalid address");
		const node = new NetSocket();
		super(options, new NodeWire(node, "closed"));
		node.once("connect", () => this.connected());
		node.connect({ host: options.address, port: options.port, noDelay: options.noDelay ?? false });
	}
}

function tlsOver(ca: string | readonly string[] | undefined) {
	return class TLS extends SocketEnd {
		constructor(options: TLSOptions) {
			const { host, secure } = options;
			if (!("from" in options)) throw new Error("TLS needs an open TCP socket: from");
			const from = (options.from as SocketEnd).release();
			const plain = (from.wire as NodeWire).detach(from.unread);
			const serverName = secure.serverName ?? host;
			const node: TLSSocket = connectTLS({
				socket: plain,
				...(isIP(serverName) ? { host: serverName } : { servername: serverName }),
				rejectUnauthorized: secure.verify !== false,
				...(ca === undefined ? {} : { ca: [ca].flat() as string[] }),
			});
			const wire = new NodeWire(node, "tls");
			super(options, wire);
			node.once("secureConnect", () => {
				wire.usual = "closed";
				this.connected();
			});
		}
	};
}

class NodeListener implements Listener {
	readonly #server: Server;
	readonly #waiting: SocketEnd[] = [];

	constructor(options: ListenerOptions) {
		// Paused: nothing is read before someone takes the connection.
		this.#server = createServer({ pauseOnConnect: true, allowHalfOpen: false, noDelay: true }, (node) => {
			const accepted = new SocketEnd({}, new NodeWire(node, "closed"));
			accepted.connected();
			this.#waiting.push(accepted);
			setImmediate(() => {
				if (this.#waiting.length > 0) options.onReadable?.(this.#waiting.length);
			});
		});
		// Every interface, as the SDK does; Node knows the port at once only without an address.
		this.#server.listen(options.port ?? 0);
	}
	get port(): number {
		const address = this.#server.address();
		return address && typeof address === "object" ? address.port : 0;
	}
	read(): SocketEnd | undefined {
		return this.#waiting.shift();
	}
	close(): void {
		for (const socket of this.#waiting.splice(0)) socket.close();
		this.#server.close();
	}
}

/** A resolver that answers from a table. */
export function resolverOf(find: (host: string) => string | undefined) {
	return class TableResolver implements Resolver {
		#closed = false;

		resolve(options: Parameters<Resolver["resolve"]>[0]): void {
			setImmediate(() => {
				if (this.#closed) return;
				const address = find(options.host);
				if (address === undefined) options.onError(options.host);
				else options.onResolved(options.host, address);
			});
		}
		close(): void {
			this.#closed = true;
		}
	};
}

/** ECMA-419 classes over Node's sockets. */
export function nodeNetwork(options: NodeNetworkOptions = {}): DeviceNetwork {
	return {
		tcp: { io: TCP },
		tls: { io: tlsOver(options.ca) },
		listener: { io: NodeListener },
		dns: { io: resolverOf((host) => options.hosts?.[host]) },
		interfaces: () => options.interfaces ?? WIRED,
	};
}
