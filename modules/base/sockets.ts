/**
 * The ECMA-419 socket classes that a host hands in, as the Moddable SDK implements them. A class comes as `{ io, ... }`;
 * whoever opens a socket spreads the rest into the constructor's options: `new tcp.io({ ...tcp, address, port })`.
 */

/** Bytes that a socket takes. */
export type SocketBuffer = ArrayBuffer | Uint8Array;

/** Callbacks of a TCP or TLS socket; `this` is not the socket in the SDK's TLS class, so use arrow functions. */
export interface SocketCallbacks {
	/** @param count bytes that `read` may take now */
	onReadable?(count: number): void;
	/** @param count bytes that `write` may take now; never write more than the last count allows */
	onWritable?(count: number): void;
	/**
	 * The connection is over. The SDK calls this without an argument, at a normal close by the peer too; a host that
	 * knows the reason passes an Error whose `code` is one of {@link SocketErrorCode}.
	 */
	onError?(error?: Error & { readonly code?: string }): void;
}

/** Reasons for the end of a socket, where the host knows them. */
export type SocketErrorCode =
	| "closed"
	| "refused"
	| "unreachable"
	| "tls"
	| "certificate-expired"
	| "certificate-not-yet-valid"
	| "wrong-host"
	| "unknown-issuer"
	| "tls-too-old"
	| "plaintext-buffered";

/** Options of the TCP class: a new connection to an address, or an open socket taken over. */
export type TCPOptions = SocketCallbacks & { readonly noDelay?: boolean } & (
		| { readonly address: string; readonly port: number }
		| { readonly from: Socket }
	);

/** What `secure` may hold for the TLS class. */
export interface SecureOptions {
	/** Name for SNI and for the certificate check; `host` where absent. */
	readonly serverName?: string;
	/** False: connect without checking the certificate (the administrator turned validation off). Default true. */
	readonly verify?: boolean;
}

/** Options of the TLS client class; with `from` it upgrades an open TCP socket (STARTTLS). */
export type TLSOptions = TCPOptions & { readonly host: string; readonly secure: SecureOptions };

/** A TCP or TLS socket. */
export interface Socket {
	/**
	 * Reads into `buffer`, which must not be longer than what `onReadable` announced, and answers the count; with a
	 * number, or nothing, answers a new ArrayBuffer of that many bytes, or of all there are.
	 */
	read(buffer: Uint8Array): number;
	read(byteLength?: number): ArrayBuffer | undefined;
	/** Writes the whole buffer and answers how many bytes more may be written. Throws when it would block. */
	write(buffer: SocketBuffer): number | undefined;
	/** Closes at once; no callback follows. */
	close(): void;
	readonly remoteAddress?: string | undefined;
	readonly remotePort?: number | undefined;
}

/** A listening TCP socket. */
export interface Listener {
	/** The port it listens on. */
	readonly port: number;
	/** The next accepted connection; wrap it at once: `new tcp.io({ ...tcp, from: accepted, onReadable, ... })`. */
	read(): Socket | undefined;
	close(): void;
}

/** Options of the Listener class. */
export interface ListenerOptions {
	readonly port?: number;
	readonly address?: string;
	/** @param count connections waiting for `read` */
	onReadable?(count: number): void;
}

/** A DNS resolver. */
export interface Resolver {
	resolve(options: {
		readonly host: string;
		onResolved(host: string, address: string): void;
		onError(host: string): void;
	}): void;
	close(): void;
}
