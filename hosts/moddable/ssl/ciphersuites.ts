import { AES, ECDHE_RSA, GCM, SHA256 } from "ssl/constants";
import { SUITES } from "./handshake-guard";

/**
 * In place of the SDK's `ssl/ciphersuites`, which offers static RSA key exchange and CBC first. All are suites with
 * AES-128-GCM and SHA-256; the SDK has one name for ECDHE with either signature.
 */
const cipherSuites = SUITES.map(({ value }) => ({
	value,
	isExportable: false,
	keyExchangeAlgorithm: ECDHE_RSA,
	cipherAlgorithm: AES,
	cipherKeySize: 16,
	cipherBlockSize: 16,
	hashAlgorithm: SHA256,
	hashSize: 32,
	encryptionMode: GCM,
	ivSize: 8,
	saltSize: 4,
}));

export default cipherSuites;
