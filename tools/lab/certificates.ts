// The dependency container of @peculiar/x509 asks for it when it is loaded.
import "reflect-metadata";
import { createPublicKey } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

/** As Microsoft's: RSA throughout, which is also what the Moddable SDK verifies most surely. */
const KEY = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const NEW_KEY = { ...KEY, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

const ROOT_NAME = "CN=Timbre Lab Root, O=Timbre Lab";
const INTERMEDIATE_NAME = "CN=Timbre Lab Issuing CA, O=Timbre Lab";
const STRANGER_NAME = "CN=Unknown Root, O=Somebody Else";

/** Wide enough for every clock a test or a device may run on. */
const VALID_FROM = new Date("2020-01-01T00:00:00Z");
const VALID_UNTIL = new Date("2049-12-31T00:00:00Z");
const EXPIRED_ON = new Date("2021-01-01T00:00:00Z");

/** File of the folder with the authority's certificates and keys. */
const AUTHORITY_FILE = "authority.json";
/** File of the folder with the root certificate, for clients. */
const ROOT_FILE = "root.pem";

/** A certificate chain, the server's own first and without the root, and the server's private key, both PEM. */
export interface Identity {
	readonly cert: string;
	readonly key: string;
}

/** The good certificate, and the bad ones that the fault `certificate` puts in its place. */
export type CertificateKind = "good" | "expired" | "wrong-host" | "unknown-issuer";

/** One server's certificates, by kind. */
export type ServerIdentities = Readonly<Record<CertificateKind, Identity>>;

/** The lab's certification authority: a root, and the intermediate authority that issues the servers' certificates. */
export interface CertificateAuthority {
	/** The root certificate, PEM. */
	readonly root: string;
	/** Issues certificates for one server. @param hosts the DNS names of its SAN */
	issue(hosts: readonly string[]): Promise<ServerIdentities>;
}

/** What the folder keeps, each PEM. */
interface AuthorityRecord {
	readonly root: string;
	readonly intermediate: string;
	readonly intermediateKey: string;
	/** The key of every server certificate. */
	readonly serverKey: string;
}

type KeyPair = Awaited<ReturnType<typeof generateKeys>>;

/** Who signs a certificate. */
interface Issuer {
	readonly name: string;
	readonly keys: KeyPair;
	/** What a server sends after its own certificate, PEM. */
	readonly chain: string;
}

/**
 * Opens the certification authority of a folder, or makes one.
 * @param folder where `authority.json` and `root.pem` are kept between runs; without one they live in memory only
 * @throws Error of one line when the folder's authority cannot be read
 */
export async function openCertificateAuthority(folder?: string): Promise<CertificateAuthority> {
	const known = folder === undefined ? undefined : await readAuthority(folder);
	const [authority, strangerKeys] = await Promise.all([known ?? makeAuthority(), generateKeys()]);
	if (folder !== undefined && known === undefined) await writeAuthority(folder, authority.record);
	const { record, issuer, serverKeys } = authority;
	const stranger: Issuer = { name: STRANGER_NAME, keys: strangerKeys, chain: "" };
	return {
		root: record.root,
		async issue(hosts) {
			const identity = async (by: Issuer, names: readonly string[], notAfter: Date): Promise<Identity> => ({
				cert: (await issueServer(by, serverKeys.publicKey, names, notAfter)) + by.chain,
				key: record.serverKey,
			});
			return {
				good: await identity(issuer, hosts, VALID_UNTIL),
				expired: await identity(issuer, hosts, EXPIRED_ON),
				"wrong-host": await identity(issuer, ["wrong.example"], VALID_UNTIL),
				"unknown-issuer": await identity(stranger, hosts, VALID_UNTIL),
			};
		},
	};
}

/** An authority that can issue. */
interface Authority {
	readonly record: AuthorityRecord;
	readonly issuer: Issuer;
	readonly serverKeys: Pick<KeyPair, "publicKey">;
}

function generateKeys() {
	return crypto.subtle.generateKey(NEW_KEY, true, ["sign", "verify"]);
}

async function makeAuthority(): Promise<Authority> {
	const [rootKeys, keys, serverKeys] = await Promise.all([generateKeys(), generateKeys(), generateKeys()]);
	const root: Issuer = { name: ROOT_NAME, keys: rootKeys, chain: "" };
	const intermediate = await issueAuthority(root, INTERMEDIATE_NAME, keys.publicKey, 0);
	const record = {
		root: await issueAuthority(root, ROOT_NAME, rootKeys.publicKey),
		intermediate,
		intermediateKey: await exportKey(keys.privateKey),
		serverKey: await exportKey(serverKeys.privateKey),
	};
	return { record, issuer: { name: INTERMEDIATE_NAME, keys, chain: intermediate }, serverKeys };
}

/** @param pathLength authorities that may follow below this one; any number without it */
function issueAuthority(
	issuer: Issuer,
	subject: string,
	key: KeyPair["publicKey"],
	pathLength?: number,
): Promise<string> {
	return sign(issuer, { subject, key, notAfter: VALID_UNTIL }, [
		new x509.BasicConstraintsExtension(true, pathLength, true),
		new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
	]);
}

function issueServer(
	issuer: Issuer,
	key: KeyPair["publicKey"],
	hosts: readonly string[],
	notAfter: Date,
): Promise<string> {
	return sign(issuer, { subject: `CN=${hosts[0]}`, key, notAfter }, [
		new x509.BasicConstraintsExtension(false, undefined, true),
		new x509.KeyUsagesExtension(
			x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
			true,
		),
		new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
		new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: "dns" as const, value }))),
	]);
}

/** The certificate, with the key identifiers by which a chain is put together; PEM. */
async function sign(
	issuer: Issuer,
	{ subject, key, notAfter }: { subject: string; key: KeyPair["publicKey"]; notAfter: Date },
	extensions: x509.Extension[],
): Promise<string> {
	const certificate = await x509.X509CertificateGenerator.create({
		subject,
		issuer: issuer.name,
		notBefore: VALID_FROM,
		notAfter,
		publicKey: key,
		signingKey: issuer.keys.privateKey,
		signingAlgorithm: KEY,
		extensions: [
			...extensions,
			await x509.SubjectKeyIdentifierExtension.create(key),
			await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
		],
	});
	return `${certificate.toString("pem")}\n`;
}

async function exportKey(key: KeyPair["privateKey"]): Promise<string> {
	return `${x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}

/** @returns undefined where the folder holds no authority yet */
async function readAuthority(folder: string): Promise<Authority | undefined> {
	try {
		const record: AuthorityRecord = JSON.parse(await readFile(join(folder, AUTHORITY_FILE), "utf8"));
		const { intermediate, intermediateKey, serverKey } = record;
		const publicKey = await new x509.X509Certificate(intermediate).publicKey.export(KEY, ["verify"]);
		const keys = { privateKey: await importKey(intermediateKey), publicKey };
		return {
			record,
			issuer: { name: INTERMEDIATE_NAME, keys, chain: intermediate },
			serverKeys: { publicKey: await publicKeyOf(serverKey) },
		};
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw new Error(`the lab's root in ${folder} cannot be read: delete ${AUTHORITY_FILE} for a new one`, {
			cause: error,
		});
	}
}

function importKey(pem: string): Promise<KeyPair["privateKey"]> {
	return crypto.subtle.importKey("pkcs8", x509.PemConverter.decodeFirst(pem), KEY, true, ["sign"]);
}

async function publicKeyOf(pem: string): Promise<KeyPair["publicKey"]> {
	const spki = createPublicKey(pem).export({ type: "spki", format: "der" });
	return crypto.subtle.importKey("spki", spki, KEY, true, ["verify"]);
}

async function writeAuthority(folder: string, record: AuthorityRecord): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, AUTHORITY_FILE), JSON.stringify(record), { mode: 0o600 });
	await writeFile(join(folder, ROOT_FILE), record.root);
}
