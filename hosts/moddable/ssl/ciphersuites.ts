import { AES, DHE_RSA, ECDHE_RSA, GCM, SHA256 } from "ssl/constants";

/**
 * In place of the SDK's `ssl/ciphersuites`: forward secrecy and authenticated encryption only (RFC 9325 section 4.2), the
 * quicker key exchange first. The SDK offers static RSA key exchange and CBC first.
 */
const cipherSuites = [
	suite([0xc0, 0x2b], ECDHE_RSA), // TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
	suite([0xc0, 0x2f], ECDHE_RSA), // TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
	suite([0x00, 0x9e], DHE_RSA), // TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
];

export default cipherSuites;

/** A suite with AES-128-GCM and SHA-256; the SDK has one name for ECDHE with either signature. */
function suite(value: readonly [number, number], keyExchangeAlgorithm: number) {
	return {
		value,
		isExportable: false,
		keyExchangeAlgorithm,
		cipherAlgorithm: AES,
		cipherKeySize: 16,
		cipherBlockSize: 16,
		hashAlgorithm: SHA256,
		hashSize: 32,
		encryptionMode: GCM,
		ivSize: 8,
		saltSize: 4,
	};
}
