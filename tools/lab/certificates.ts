// The dependency container of @peculiar/x509 asks for it when it is loaded.
import "reflect-metadata";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

const KEY = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
const ROOT_NAME = "CN=Timbre Lab Root, O=Timbre Lab";

/** Wide enough for every clock a test or a device may run on. */
const VALID_FROM = new Date("2020-01-01T00:00:00Z");
const VALID_UNTIL = new Date("2049-12-31T00:00:00Z");
const EXPIRED_ON = new Date("2021-01-01T00:00:00Z");

/** A certificate and its private key, both PEM. */
export interface Identity {
	readonly cert: string;
	readonly key: string;
}

/** The good certificate, and the bad ones that the fault `certificate` puts in its place. */
export type CertificateKind = "good" | "expired" | "wrong-host" | "unknown-issuer";

/** One server's certificates, by kind. */
export type ServerIdentities = Readonly<Record<CertificateKind, Identity>>;

/** The lab's certification authority. */
export interface CertificateAuthority {
	/** The root certificate, PEM. */
	readonly root: string;
	/** Issues certificates for one server. @param hosts the DNS names of its SAN */
	issue(hosts: readonly string[]): Promise<ServerIdentities>;
}

interface Issuer {
	readonly name: string;
	readonly keys: CryptoKeyPair;
	readonly pem: string;
}

type CryptoKeyPair = Awaited<ReturnType<typeof generateKeys>>;

/**
 * Opens the certification authority of a folder, or makes one.
 * @param folder where `root.pem` and `root.key` are kept between runs; without one the root lives in memory only
 */
export async function openCertificateAuthority(folder?: string): Promise<CertificateAuthority> {
	const known = folder === undefined ? undefined : await readRoot(folder);
	const root = known ?? (await createRoot(ROOT_NAME));
	if (folder !== undefined && known === undefined) await writeRoot(folder, root);
	return {
		root: root.pem,
		async issue(hosts) {
			const stranger = await createRoot("CN=Unknown Root, O=Somebody Else");
			return {
				good: await issue(root, hosts, VALID_UNTIL),
				expired: await issue(root, hosts, EXPIRED_ON),
				"wrong-host": await issue(root, ["wrong.example"], VALID_UNTIL),
				"unknown-issuer": await issue(stranger, hosts, VALID_UNTIL),
			};
		},
	};
}

function generateKeys() {
	return crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
}

async function createRoot(name: string): Promise<Issuer> {
	const keys = await generateKeys();
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		name,
		keys,
		notBefore: VALID_FROM,
		notAfter: VALID_UNTIL,
		signingAlgorithm: SIGNING,
		extensions: [
			new x509.BasicConstraintsExtension(true, 0, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
		],
	});
	return { name, keys, pem: certificate.toString("pem") };
}

async function issue(issuer: Issuer, hosts: readonly string[], notAfter: Date): Promise<Identity> {
	const keys = await generateKeys();
	const certificate = await x509.X509CertificateGenerator.create({
		subject: `CN=${hosts[0]}`,
		issuer: issuer.name,
		notBefore: VALID_FROM,
		notAfter,
		publicKey: keys.publicKey,
		signingKey: issuer.keys.privateKey,
		signingAlgorithm: SIGNING,
		extensions: [
			new x509.BasicConstraintsExtension(false, undefined, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
			new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
			new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: "dns" as const, value }))),
			await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
		],
	});
	return { cert: certificate.toString("pem"), key: await exportKey(keys.privateKey) };
}

async function exportKey(key: CryptoKeyPair["privateKey"]): Promise<string> {
	const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", key));
	const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
	return `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
}

/** @returns undefined where the folder holds no root yet */
async function readRoot(folder: string): Promise<Issuer | undefined> {
	try {
		const pem = await readFile(join(folder, "root.pem"), "utf8");
		const key = await readFile(join(folder, "root.key"), "utf8");
		const der = Buffer.from(key.replace(/-----[^-]+-----|\s/g, ""), "base64");
		const privateKey = await crypto.subtle.importKey("pkcs8", der, KEY, true, ["sign"]);
		const publicKey = await new x509.X509Certificate(pem).publicKey.export(KEY, ["verify"]);
		return { name: ROOT_NAME, keys: { privateKey, publicKey }, pem };
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw new Error(
			`the lab's root in ${folder} cannot be read: delete root.pem and root.key for a new one`,
			{
				cause: error,
			},
		);
	}
}

async function writeRoot(folder: string, root: Issuer): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, "root.key"), await exportKey(root.keys.privateKey), { mode: 0o600 });
	await writeFile(join(folder, "root.pem"), `${root.pem}\n`);
}
