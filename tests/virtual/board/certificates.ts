// The dependency container of @peculiar/x509 asks for it when it is loaded.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

const KEY = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 24 * 3600 * 1000;

/** A key and its certificate, as PEM. */
export interface Credentials {
	readonly key: string;
	readonly cert: string;
}

/** A certificate authority for one test run. */
export interface Authority {
	readonly root: string;
	/** @param from and to in days from now */
	issue(host: string, from?: number, to?: number): Promise<Credentials>;
}

/** Makes a certificate authority of its own. */
export async function makeAuthority(name = "Test Root"): Promise<Authority> {
	x509.cryptoProvider.set(webcrypto as never);
	const authority = (await webcrypto.subtle.generateKey(KEY, true, [
		"sign",
		"verify",
	])) as webcrypto.CryptoKeyPair;
	const root = await x509.X509CertificateGenerator.createSelfSigned({
		name: `CN=${name}`,
		notBefore: new Date(Date.now() - 1000 * DAY),
		notAfter: new Date(Date.now() + 1000 * DAY),
		signingAlgorithm: KEY,
		keys: authority,
		extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
	});
	return {
		root: root.toString("pem"),
		async issue(host, from = -1, to = 1) {
			const keys = (await webcrypto.subtle.generateKey(KEY, true, [
				"sign",
				"verify",
			])) as webcrypto.CryptoKeyPair;
			const certificate = await x509.X509CertificateGenerator.create({
				subject: `CN=${host}`,
				issuer: root.subject,
				notBefore: new Date(Date.now() + from * DAY),
				notAfter: new Date(Date.now() + to * DAY),
				publicKey: keys.publicKey,
				signingKey: authority.privateKey,
				signingAlgorithm: KEY,
				extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: host }])],
			});
			const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString(
				"base64",
			);
			return {
				key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
				cert: certificate.toString("pem"),
			};
		},
	};
}
