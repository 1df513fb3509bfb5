// The dependency container of @peculiar/x509 asks for it when it is loaded.
import "reflect-metadata";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type DetailedPeerCertificate } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { BasicConstraintsExtension, X509Certificate as PeculiarCertificate } from "@peculiar/x509";
import { type Lab, startLab } from "../../tools/lab/lab";
import { EntraClient } from "./entra-client";
import { SmtpClient } from "./smtp-client";

let lab: Lab;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "timbre-lab-"));
	lab = await startLab({ folder });
});
afterAll(async () => {
	await lab.close();
	await rm(folder, { recursive: true });
});
afterEach(() => lab.faults.clearAll());

/** Connects as a client that trusts only `root`. @returns the error's code, or the TLS version */
function handshake(servername: string, root: string): Promise<string> {
	const route = lab.routes.find(({ port }) => port === 443);
	return new Promise((resolve) => {
		const socket = connect({ host: "127.0.0.1", port: route?.localPort, servername, ca: root });
		socket.once("secureConnect", () => {
			resolve(socket.getProtocol() ?? "");
			socket.destroy();
		});
		socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
	});
}

/** The certificates that the authority's server sends, its own first. */
function chainOf(servername: string): Promise<X509Certificate[]> {
	const route = lab.routes.find(({ port }) => port === 443);
	return new Promise((resolve, reject) => {
		// Without a root to trust, Node.js tells the chain as it was sent.
		const options = { host: "127.0.0.1", port: route?.localPort, servername, rejectUnauthorized: false };
		const socket = connect(options);
		socket.once("error", reject);
		socket.once("secureConnect", () => {
			const chain: X509Certificate[] = [];
			let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
			while (next?.raw) {
				chain.push(new X509Certificate(next.raw));
				next = next.issuerCertificate === next ? undefined : next.issuerCertificate;
			}
			socket.destroy();
			resolve(chain);
		});
	});
}

const BAD = [
	["expired", "CERT_HAS_EXPIRED"],
	["wrong-host", "ERR_TLS_CERT_ALTNAME_INVALID"],
	["unknown-issuer", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
] as const;

describe("certificates", () => {
	test("the routes bear Microsoft's names and a relay's of the organization, and all of them lead to this computer", () => {
		expect(lab.routes.map(({ host, port, address }) => [host, port, address])).toEqual([
			["login.microsoftonline.com", 443, "127.0.0.1"],
			["smtp.office365.com", 587, "127.0.0.1"],
			["smtp-mail.outlook.com", 587, "127.0.0.1"],
			["relay.timbre.example", 587, "127.0.0.1"],
			["outlook.office365.com", 110, "127.0.0.1"],
		]);
	});

	test("the authority's is good for a client that trusts the lab's root alone", async () => {
		expect(await handshake("login.microsoftonline.com", lab.root)).toBe("TLSv1.3");
		expect((await new EntraClient(lab).deviceCode()).status).toBe(200);
	});

	test("it is not good for another name, nor for a client with the usual roots", async () => {
		expect(await handshake("login.example", lab.root)).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
		const others = await startLab();
		expect(await handshake("login.microsoftonline.com", others.root)).toMatch(
			/UNABLE_TO_GET_ISSUER|SIGNATURE/,
		);
		await others.close();
	});

	test("the mail server's is good for both of its names", async () => {
		for (const host of ["smtp.office365.com", "smtp-mail.outlook.com"]) {
			const client = await new SmtpClient(lab, host).open();
			expect(client.tlsVersion).toBe("TLSv1.3");
			client.close();
		}
	});

	test.each(BAD)("fault certificate=%s: the client sees %s, at both servers", async (kind, code) => {
		lab.faults.set("certificate", kind);
		expect(await handshake("login.microsoftonline.com", lab.root)).toBe(code);
		await expect(new SmtpClient(lab).open()).rejects.toMatchObject({ code });
	});

	test.each(["TLSv1.2", "TLSv1.3"] as const)(
		"fault tls-version=%s: nothing else is spoken",
		async (version) => {
			lab.faults.set("tls-version", version);
			expect(await handshake("login.microsoftonline.com", lab.root)).toBe(version);
			const client = await new SmtpClient(lab).open();
			expect(client.tlsVersion).toBe(version);
			expect(lab.transcripts.last?.tlsVersion).toBe(version);
			client.close();
		},
	);
});

describe("the chain", () => {
	test("is as Microsoft's: the server's certificate, an intermediate authority of path length 0, an RSA root", async () => {
		const [own, intermediate, ...rest] = await chainOf("login.microsoftonline.com");
		const root = new X509Certificate(lab.root);
		if (!own || !intermediate) throw new Error("the chain is short");
		expect(rest).toEqual([]);
		expect([own.ca, intermediate.ca, root.ca]).toEqual([false, true, true]);
		expect(own.checkIssued(intermediate) && intermediate.checkIssued(root)).toBe(true);
		expect(own.verify(intermediate.publicKey) && intermediate.verify(root.publicKey)).toBe(true);
		for (const { publicKey } of [own, intermediate, root]) {
			expect(publicKey.asymmetricKeyType).toBe("rsa");
			expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
		}
		const constraints = new PeculiarCertificate(intermediate.raw).getExtension(BasicConstraintsExtension);
		expect(constraints).toMatchObject({ ca: true, pathLength: 0, critical: true });
	});
});

describe("the folder", () => {
	test("holds root.pem, and keys nobody else may read", async () => {
		expect(await readFile(join(folder, "root.pem"), "utf8")).toBe(lab.root);
		expect((await stat(join(folder, "authority.json"))).mode & 0o077).toBe(0);
	});

	test("keeps the root from one run to the next, and what is issued then still holds", async () => {
		const again = await startLab({ folder });
		expect(again.root).toBe(lab.root);
		expect((await new EntraClient(again).deviceCode()).status).toBe(200);
		await again.close();
	});

	test("with the root of an earlier kind gets a new one", async () => {
		const old = await mkdtemp(join(tmpdir(), "timbre-lab-"));
		await writeFile(join(old, "root.pem"), "earlier");
		await writeFile(join(old, "root.key"), "earlier");
		const renewed = await startLab({ folder: old });
		expect(await readFile(join(old, "root.pem"), "utf8")).toBe(renewed.root);
		expect((await new EntraClient(renewed).deviceCode()).status).toBe(200);
		await renewed.close();
		await rm(old, { recursive: true });
	});

	test.each(["nonsense", "{}"])("with a spoiled authority (%s) gives one clear error", async (content) => {
		const spoiled = await mkdtemp(join(tmpdir(), "timbre-lab-"));
		await writeFile(join(spoiled, "authority.json"), content);
		await expect(startLab({ folder: spoiled })).rejects.toThrow(
			/^the lab's root in .* cannot be read: delete authority.json for a new one$/,
		);
		await rm(spoiled, { recursive: true });
	});
});

describe("ports", () => {
	test.each(["web", "authority", "smtp"] as const)(
		"one in use gives one line that names it: %s",
		async (name) => {
			const occupant = createServer();
			await new Promise<void>((resolve) => occupant.listen(0, "127.0.0.1", resolve));
			const { port } = occupant.address() as AddressInfo;
			await expect(startLab({ ports: { [name]: port } })).rejects.toThrow(
				new RegExp(`^the lab's [a-z ]+ cannot listen on 127\\.0\\.0\\.1:${port}: another program uses it$`),
			);
			occupant.close();
		},
	);

	test("close ends them all, open connections included", async () => {
		const short = await startLab();
		const client = await new SmtpClient(short).open();
		await short.close();
		await client.closed();
		await expect(fetch(short.url)).rejects.toThrow();
	});
});
