import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import type { Root } from "../../hosts/moddable/ssl/roots";

/**
 * Finds a root among those that Node.js takes over from Mozilla.
 * @returns the certificate, DER
 * @throws Error where there is none of this name and digest
 */
export function trustedRoot({ name, sha256 }: Root): Buffer {
	const wanted = sha256.toUpperCase();
	const found = rootCertificates
		.map((pem) => new X509Certificate(pem))
		.find(({ fingerprint256 }) => fingerprint256.replaceAll(":", "") === wanted);
	if (!found) throw new Error(`this Node.js trusts no root ${sha256}`);
	if (!found.subject.split("\n").includes(`CN=${name}`)) {
		throw new Error(`${sha256} is not "${name}": ${found.subject}`);
	}
	return found.raw;
}
