import { FieldReader } from "./field-reader";

/** How a server signs its key exchange: the algorithm of its key. */
export type KeyKind = "rsa" | "ecdsa";

/**
 * The cipher suites that are offered, the first preferred: forward secrecy and authenticated encryption only (RFC 9325
 * section 4.2). No DHE: a server may sign a group too small, which nothing here would notice (RFC 9325 section 4.1).
 */
export const SUITES: readonly { readonly value: readonly [number, number]; readonly signedWith: KeyKind }[] =
	[
		{ value: [0xc0, 0x2b], signedWith: "ecdsa" }, // TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
		{ value: [0xc0, 0x2f], signedWith: "rsa" }, // TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
	];

/** Types of records (RFC 5246 section 6.2.1). */
const CHANGE_CIPHER_SPEC_RECORD = 20;
const ALERT_RECORD = 21;
const HANDSHAKE_RECORD = 22;

/** Bytes of a record before its fragment: type, version, length. */
const RECORD_HEADER = 5;

/** Types of a server's handshake messages (RFC 5246 section 7.4). */
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const SERVER_KEY_EXCHANGE = 12;
const CERTIFICATE_REQUEST = 13;
const SERVER_HELLO_DONE = 14;

/** What else is waited for: no handshake message that can be read has these numbers. */
const CHANGE_CIPHER_SPEC = -1;
const ENCRYPTED_FINISHED = -2;

const TLS_1_2 = 0x0303;
const NAMED_CURVE = 3;
const SECP256R1 = 23;
const UNCOMPRESSED_POINT = 4;
const POINT_LENGTH = 65;

/** SHA-256 with either kind of key (RFC 5246 section 7.4.1.4.1): the schemes that the SDK's ClientHello offers. */
const SHA256 = 4;
const SIGNATURES: Readonly<Record<KeyKind, number>> = { rsa: 1, ecdsa: 3 };

/** What the client sent in its ClientHello. */
export interface ClientHello {
	readonly random: Uint8Array;
	/** Id of the session that it wants to take up again; empty where none. */
	readonly sessionID: Uint8Array;
}

/** Why a handshake is refused; `code` is one of `SocketErrorCode`. */
export class HandshakeError extends Error {
	readonly code: "tls" | "tls-too-old";

	constructor(code: HandshakeError["code"], message: string) {
		super(`TLS handshake: ${message}`);
		this.code = code;
	}
}

/** Is this the SHA-256 signature of the bytes by the key of the certificate, which must be of that kind? */
export type KeyExchangeCheck = (
	certificate: Uint8Array,
	kind: KeyKind,
	signed: Uint8Array,
	signature: Uint8Array,
) => boolean;

/**
 * Looks at every record of a server's handshake before the SDK does. The SDK takes messages in any order, application data
 * before the end of the handshake, and a key exchange whose signature it does not know, or that has none. Here only the
 * two sequences of RFC 5246 section 7.3 pass: the full handshake, and that of a session taken up again. The key exchange
 * must be signed by the key of the certificate, in one of the ways that were offered.
 */
export class HandshakeGuard {
	readonly #client: ClientHello;
	readonly #isSigned: KeyExchangeCheck;
	#expected: readonly number[] = [SERVER_HELLO];
	#finished = false;
	#serverRandom = new Uint8Array(0);
	#signedWith: KeyKind | undefined;
	#certificate = new Uint8Array(0);

	constructor(client: ClientHello, isSigned: KeyExchangeCheck) {
		this.#client = client;
		this.#isSigned = isSigned;
	}

	/** Has the whole sequence come? What the encrypted Finished says is the SDK's to check. */
	get finished(): boolean {
		return this.#finished;
	}

	/**
	 * Checks the next record, header included.
	 * @throws Error where it may not come now, or not like this
	 */
	check(record: Uint8Array<ArrayBuffer>): void {
		const fragment = record.subarray(RECORD_HEADER);
		switch (record[0]) {
			case ALERT_RECORD:
				// Ends the connection, whoever sent it.
				return;
			case CHANGE_CIPHER_SPEC_RECORD:
				this.#take(CHANGE_CIPHER_SPEC);
				if (fragment.length !== 1 || fragment[0] !== 1) throw new HandshakeError("tls", "ChangeCipherSpec");
				this.#expected = [ENCRYPTED_FINISHED];
				return;
			case HANDSHAKE_RECORD:
				if (this.#expected.includes(ENCRYPTED_FINISHED)) {
					this.#expected = [];
					this.#finished = true;
				} else {
					this.#checkMessages(new FieldReader(fragment));
				}
				return;
			default:
				throw new HandshakeError("tls", `record of type ${record[0]} in the handshake`);
		}
	}

	/** A message over two records is refused: the SDK cannot read it. */
	#checkMessages(fragment: FieldReader): void {
		do {
			const type = fragment.number(1);
			const body = new FieldReader(fragment.vector(3));
			this.#take(type);
			this.#checkMessage(type, body);
		} while (!fragment.atEnd);
	}

	#checkMessage(type: number, body: FieldReader): void {
		switch (type) {
			case SERVER_HELLO:
				this.#checkServerHello(body);
				break;
			case CERTIFICATE:
				this.#checkCertificate(body);
				this.#expected = [SERVER_KEY_EXCHANGE];
				break;
			case SERVER_KEY_EXCHANGE:
				this.#checkKeyExchange(body);
				this.#expected = [CERTIFICATE_REQUEST, SERVER_HELLO_DONE];
				break;
			case CERTIFICATE_REQUEST:
				// Answered by an empty list, whatever it asks for.
				this.#expected = [SERVER_HELLO_DONE];
				break;
			case SERVER_HELLO_DONE:
				body.end();
				this.#expected = [CHANGE_CIPHER_SPEC];
		}
	}

	/** RFC 5246 section 7.4.1.3 */
	#checkServerHello(body: FieldReader): void {
		const version = body.number(2);
		if (version !== TLS_1_2) {
			throw new HandshakeError(version < TLS_1_2 ? "tls-too-old" : "tls", "another version of TLS");
		}
		this.#serverRandom = body.bytes(32);
		const sessionID = body.vector(1);
		const [first, second] = body.bytes(2);
		const suite = SUITES.find(({ value }) => value[0] === first && value[1] === second);
		if (!suite) throw new HandshakeError("tls", "a cipher suite that was not offered");
		this.#signedWith = suite.signedWith;
		if (body.number(1) !== 0) throw new HandshakeError("tls", "compression");
		if (!body.atEnd) body.vector(2);
		body.end();
		const isResumed = sessionID.length > 0 && isEqual(sessionID, this.#client.sessionID);
		this.#expected = [isResumed ? CHANGE_CIPHER_SPEC : CERTIFICATE];
	}

	/** RFC 5246 section 7.4.2; only the server's own is needed here, the chain is checked by `ssl/cert`. */
	#checkCertificate(body: FieldReader): void {
		const list = new FieldReader(body.vector(3));
		body.end();
		this.#certificate = list.vector(3);
		while (!list.atEnd) list.vector(3);
	}

	/** RFC 8422 section 5.4 */
	#checkKeyExchange(body: FieldReader): void {
		if (body.number(1) !== NAMED_CURVE || body.number(2) !== SECP256R1)
			throw new HandshakeError("tls", "curve");
		const point = body.vector(1);
		if (point.length !== POINT_LENGTH || point[0] !== UNCOMPRESSED_POINT)
			throw new HandshakeError("tls", "point");
		const parameters = body.taken;
		const kind = this.#signedWith;
		if (!kind || body.number(1) !== SHA256 || body.number(1) !== SIGNATURES[kind]) {
			throw new HandshakeError("tls", "key exchange signed in a way that was not offered");
		}
		const signature = body.vector(2);
		body.end();
		const signed = concat(this.#client.random, this.#serverRandom, parameters);
		if (!this.#isSigned(this.#certificate, kind, signed, signature)) {
			throw new HandshakeError("tls", "key exchange not signed by the server");
		}
	}

	#take(type: number): void {
		if (!this.#expected.includes(type)) throw new HandshakeError("tls", `message ${type} out of turn`);
	}
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let position = 0;
	for (const part of parts) {
		whole.set(part, position);
		position += part.length;
	}
	return whole;
}
