/** What the hosts use of the SDK and neither its own typings nor the published ones describe as it is. */

/** The TLS protocol's state on one connection. */
declare module "ssl/session" {
	/** Where a session reads its records from and writes them to. */
	export interface RecordChannel {
		/** Bytes that may be read now. */
		readable: number;
		/** Bytes that may be written now. */
		writable: number;
		read(into: Uint8Array): unknown;
		/** Answers how many bytes more may be written. */
		write(record: ArrayBuffer | Uint8Array): number;
	}
	export interface SessionOptions {
		readonly serverName: string;
		readonly protocolVersion: number;
		readonly verify?: boolean;
		/** A root to trust beside those among the resources, DER. */
		readonly certificate?: ArrayBuffer;
		/** False: neither take up an earlier session nor keep this one. */
		readonly cache?: boolean;
	}
	export default class Session {
		constructor(options: SessionOptions);
		/** The handshake message that is to be answered; negative while there is none. */
		readonly handshakeProcess: number;
		/** What ended the session. */
		readonly alert: { readonly level: number; readonly description: number } | undefined;
		/** What the ClientHello held, from when it was sent; the id only where a session is to be taken up again. */
		readonly clientRandom: ArrayBuffer | undefined;
		readonly clientSessionID: ArrayBuffer | undefined;
		initiateHandshake(): void;
		/** Takes one step; true when the handshake is over, one way or the other. */
		handshake(channel: RecordChannel): boolean;
		/** The next record, header included; undefined while it is not complete. */
		readPacket(channel: RecordChannel): ArrayBuffer | undefined;
		/** The plaintext of the next record; undefined while none is complete, null when the peer ended the session. */
		read(channel: RecordChannel): Uint8Array | null | undefined;
		write(channel: RecordChannel, data: ArrayBuffer | Uint8Array): number;
	}
}

declare module "ssl/constants" {
	export const ECDHE_RSA: number;
	export const AES: number;
	export const GCM: number;
	export const SHA256: number;
}

declare module "x509" {
	export interface RSAKey {
		readonly modulus: bigint;
		readonly exponent: bigint;
	}
	export interface ECKey {
		readonly pub: object;
		readonly curve: { readonly n: bigint; readonly orderSize: number };
	}
	const X509: {
		/** The public key of a certificate, DER; an empty object for a kind of key that is unknown. */
		decodeSPKI(certificate: Uint8Array | ArrayBuffer): RSAKey | ECKey | object;
	};
	export default X509;
}

declare module "rsa" {
	export default class RSA {
		constructor(exponent: bigint, modulus: bigint);
		/** Bytes of the modulus. */
		readonly modulusSize: number;
		/** The number to the power of the exponent. */
		process(number: bigint): bigint;
	}
}

declare module "ecdsa" {
	import type { ECKey } from "x509";
	export default class ECDSA {
		constructor(key: ECKey["pub"], curve: ECKey["curve"]);
		/** `r` and `s` are not checked to be in range. */
		_verify(digest: ArrayBuffer, r: bigint, s: bigint): boolean;
	}
}

declare module "rng" {
	const RNG: {
		/** Seeds the generator that TLS takes its keys from. */
		init(seed: ArrayBuffer): void;
	};
	export default RNG;
}

declare module "embedded:network/dns/resolver/udp" {
	export default class Resolver {
		constructor(options: {
			readonly servers: readonly string[];
			readonly socket: { readonly io: new (options: never) => object };
		});
		resolve(options: {
			readonly host: string;
			onResolved(host: string, address: string): void;
			onError(host: string): void;
		}): void;
		close(): void;
	}
}
