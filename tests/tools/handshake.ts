import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import type { KeyExchangeCheck } from "../../hosts/moddable/ssl/handshake-guard";

export const RANDOM = new Uint8Array(32).fill(1);
export const SERVER_RANDOM = new Uint8Array(32).fill(2);
export const EARLIER_SESSION = new Uint8Array(32).fill(3);
/** ECParameters and ECPoint: named curve, secp256r1, an uncompressed point. */
export const PARAMETERS = Uint8Array.of(3, 0, 23, 65, 4, ...new Uint8Array(64).fill(5));

export const ECDSA_SUITE = [0xc0, 0x2b] as const;
export const RSA_SUITE = [0xc0, 0x2f] as const;
const ECDSA_SHA256 = [4, 3] as const;
export const RSA_SHA256 = [4, 1] as const;

export const keys = {
	rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
	ec: generateKeyPairSync("ec", { namedCurve: "P-256" }),
	stranger: generateKeyPairSync("ec", { namedCurve: "P-256" }),
};

/** A public key plays the certificate it would stand in. */
const asCertificate = (key: KeyObject) => key.export({ format: "der", type: "spki" });

export const isSigned: KeyExchangeCheck = (certificate, kind, signed, signature) => {
	const key = createPublicKey({ key: Buffer.from(certificate), format: "der", type: "spki" });
	const fits = key.asymmetricKeyType === (kind === "rsa" ? "rsa" : "ec");
	return fits && verify("sha256", signed, key, signature);
};

export const record = (type: number, ...fragment: readonly Uint8Array[]) => {
	const body = Buffer.concat(fragment);
	return new Uint8Array([type, 3, 3, body.length >> 8, body.length & 0xff, ...body]);
};
const vector = (lengthBytes: number, content: Uint8Array) => {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length);
	return new Uint8Array([...length.subarray(4 - lengthBytes), ...content]);
};
export const message = (type: number, body: Uint8Array) => new Uint8Array([type, ...vector(3, body)]);

interface Hello {
	readonly version?: readonly number[];
	readonly sessionID?: Uint8Array;
	readonly suite?: readonly number[];
	readonly compression?: number;
}

export const serverHello = ({
	version = [3, 3],
	sessionID,
	suite = ECDSA_SUITE,
	compression = 0,
}: Hello = {}) =>
	message(
		2,
		new Uint8Array([
			...version,
			...SERVER_RANDOM,
			...vector(1, sessionID ?? new Uint8Array(32).fill(9)),
			...suite,
			compression,
			...vector(2, Uint8Array.of(0, 0, 0, 0)),
		]),
	);
export const certificate = (key: KeyObject = keys.ec.publicKey) =>
	message(11, vector(3, new Uint8Array([...vector(3, asCertificate(key)), ...vector(3, RANDOM)])));

export interface Exchange {
	readonly parameters?: Uint8Array;
	readonly scheme?: readonly number[];
	readonly key?: KeyObject;
	readonly signature?: Uint8Array;
	readonly signed?: readonly Uint8Array[];
	readonly after?: readonly number[];
}

export const keyExchange = ({
	parameters = PARAMETERS,
	scheme = ECDSA_SHA256,
	key = keys.ec.privateKey,
	signed = [RANDOM, SERVER_RANDOM, parameters],
	signature = sign("sha256", Buffer.concat(signed), key),
	after = [],
}: Exchange = {}) =>
	message(12, new Uint8Array([...parameters, ...scheme, ...vector(2, signature), ...after]));
export const certificateRequest = message(13, Uint8Array.of(1, 1, 0, 2, 4, 1, 0, 0));
export const helloDone = message(14, new Uint8Array(0));
export const finished = message(20, new Uint8Array(12));

export const handshake = (...messages: readonly Uint8Array[]) => record(22, ...messages);
export const changeCipherSpec = record(20, Uint8Array.of(1));
const encrypted = record(22, new Uint8Array(40).fill(7));
export const END = [changeCipherSpec, encrypted];
