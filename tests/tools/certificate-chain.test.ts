// The dependency container of @peculiar/x509 asks for it when it is loaded.
import "reflect-metadata";
import { X509Certificate as NodeCertificate } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { Certificate } from "../../hosts/moddable/ssl/certificate";
import { type Expectation, verifyChain } from "../../hosts/moddable/ssl/chain";
import { openCertificateAuthority } from "../../tools/lab/certificates";

const KEY = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOST = "login.microsoftonline.com";
const NOW = Date.UTC(2026, 5, 1);
const YEAR = 365 * 24 * 3600 * 1000;

type Keys = Awaited<ReturnType<typeof newKeys>>;

/** Who issues: a name and a key. */
interface Party {
	readonly name: string;
	readonly keys: Keys;
}

interface Making {
	readonly extensions?: readonly x509.Extension[];
	readonly from?: number;
	readonly to?: number;
}

function newKeys() {
	return crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
}

async function party(name: string): Promise<Party> {
	return { name: `CN=${name}`, keys: await newKeys() };
}

async function make(issuer: Party, subject: Party, { extensions = [], from, to }: Making = {}) {
	const certificate = await x509.X509CertificateGenerator.create({
		subject: subject.name,
		issuer: issuer.name,
		notBefore: new Date(from ?? NOW - YEAR),
		notAfter: new Date(to ?? NOW + YEAR),
		publicKey: subject.keys.publicKey,
		signingKey: issuer.keys.privateKey,
		signingAlgorithm: KEY,
		extensions: [...extensions],
	});
	return new Uint8Array(certificate.rawData);
}

const san = (...names: string[]) =>
	new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: "dns" as const, value })));
const ca = (pathLength?: number) => new x509.BasicConstraintsExtension(true, pathLength, true);
const usage = (flags: number) => new x509.KeyUsagesExtension(flags, true);

let root: Party;
let intermediate: Party;
let server: Party;
let rootDER: Uint8Array;
let intermediateDER: Uint8Array;
let serverDER: Uint8Array;

beforeAll(async () => {
	[root, intermediate, server] = await Promise.all([party("Root"), party("Issuing"), party("Server")]);
	rootDER = await make(root, root, { extensions: [ca()] });
	intermediateDER = await make(root, intermediate, { extensions: [ca(0)] });
	serverDER = await make(intermediate, server, { extensions: [san(HOST)] });
});

/** @returns what the chain is refused for, or "holds" */
function check(chain: readonly Uint8Array[], expected: Partial<Expectation> = {}): string {
	try {
		verifyChain(chain, {
			host: HOST,
			now: NOW,
			roots: [rootDER],
			isSigned: ({ der }, issuer) =>
				new NodeCertificate(der).verify(new NodeCertificate(issuer.der).publicKey),
			...expected,
		});
		return "holds";
	} catch (error) {
		return (error as { code?: string }).code ?? `threw ${error}`;
	}
}

describe("A server's certificates", () => {
	test("hold when they lead by way of an authority to a trusted root, sent along or not", () => {
		expect(check([serverDER, intermediateDER])).toBe("holds");
		expect(check([serverDER, intermediateDER, rootDER])).toBe("holds");
	});

	test("hold without an intermediate authority, where a root itself has signed", async () => {
		expect(check([await make(root, server, { extensions: [san(HOST)] })])).toBe("holds");
	});

	test("hold as the lab issues them, and its bad ones are refused for what is wrong with them", async () => {
		const authority = await openCertificateAuthority();
		const roots = [new Uint8Array(new NodeCertificate(authority.root).raw)];
		const identities = await authority.issue([HOST]);
		const outcome = (kind: keyof typeof identities) =>
			check(
				x509.PemConverter.decode(identities[kind].cert).map((der) => new Uint8Array(der)),
				{ roots },
			);
		expect(outcome("good")).toBe("holds");
		expect(outcome("expired")).toBe("certificate-expired");
		expect(outcome("wrong-host")).toBe("wrong-host");
		expect(outcome("unknown-issuer")).toBe("unknown-issuer");
	});

	test("are refused before and after their time, whichever of them it is", async () => {
		const [past, future] = [{ to: NOW - 1000 }, { from: NOW + 1000 }];
		for (const [when, code] of [
			[past, "certificate-expired"],
			[future, "certificate-not-yet-valid"],
		] as const) {
			const own = await make(intermediate, server, { ...when, extensions: [san(HOST)] });
			const issuing = await make(root, intermediate, { ...when, extensions: [ca(0)] });
			const trusted = await make(root, root, { ...when, extensions: [ca()] });
			expect(check([own, intermediateDER])).toBe(code);
			expect(check([serverDER, issuing])).toBe(code);
			expect(check([serverDER, intermediateDER], { roots: [trusted] })).toBe(code);
		}
	});

	test("are refused when empty, too many, or no certificates", () => {
		expect(check([])).toBe("tls");
		expect(check(Array(7).fill(serverDER))).toBe("tls");
		expect(check([new Uint8Array(0)])).toBe("tls");
		expect(check([Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)])).toBe("tls");
	});

	test("cut off or changed at any byte never hold", () => {
		for (let length = 0; length < serverDER.length; length++) {
			expect(check([serverDER.subarray(0, length), intermediateDER])).toBe("tls");
		}
		for (let position = 0; position < serverDER.length; position++) {
			const changed = serverDER.slice();
			changed[position] = (changed[position] ?? 0) ^ 0x41;
			expect(check([changed, intermediateDER])).not.toBe("holds");
		}
	});
});

describe("Nobody passes for the server", () => {
	test("by a self-signed certificate beside a genuine intermediate authority", async () => {
		const forged = await make(server, server, { extensions: [san(HOST)] });
		expect(check([forged, intermediateDER])).toBe("unknown-issuer");
		expect(check([forged, intermediateDER, rootDER])).toBe("unknown-issuer");
	});

	test("by a key of their own under the authority's name", async () => {
		const impostor = { ...server, name: intermediate.name };
		const forged = await make(impostor, server, { extensions: [san(HOST)] });
		expect(check([forged, intermediateDER])).toBe("unknown-issuer");
	});

	test.each([
		["says nothing of being an authority", () => []],
		["says that it is none", () => [new x509.BasicConstraintsExtension(false, undefined, true)]],
		["may not sign certificates", () => [ca(), usage(x509.KeyUsageFlags.digitalSignature)]],
		[
			"is for signing mail",
			() => [ca(), new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection])],
		],
	])("by issuing with a genuine certificate that %s", async (_what, extensions) => {
		const owner = await party("Owner of a genuine certificate");
		const genuine = await make(root, owner, { extensions: [san("owner.example"), ...extensions()] });
		const forged = await make(owner, server, { extensions: [san(HOST)] });
		expect(check([forged, genuine])).toBe("unknown-issuer");
	});

	test("by an authority below one that may have none below it", async () => {
		const lower = await party("Lower");
		const lowerDER = await make(intermediate, lower, { extensions: [ca()] });
		const own = await make(lower, server, { extensions: [san(HOST)] });
		expect(check([own, lowerDER, intermediateDER])).toBe("unknown-issuer");
	});

	test("by a root of their own, sent along", async () => {
		const stranger = await party("Root");
		const strangerDER = await make(stranger, stranger, { extensions: [ca()] });
		const own = await make(stranger, server, { extensions: [san(HOST)] });
		expect(check([own, strangerDER])).toBe("unknown-issuer");
	});

	test("by a certificate with a critical extension that is not understood", async () => {
		const nameConstraints = new x509.Extension("2.5.29.30", true, Uint8Array.of(0x30, 0));
		const own = await make(intermediate, server, { extensions: [san(HOST), nameConstraints] });
		expect(check([own, intermediateDER])).toBe("tls");
		const issuing = await make(root, intermediate, { extensions: [ca(0), nameConstraints] });
		expect(check([serverDER, issuing])).toBe("tls");
	});

	test("by a certificate that is not for servers", async () => {
		const forMail = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection]);
		const own = await make(intermediate, server, { extensions: [san(HOST), forMail] });
		expect(check([own, intermediateDER])).toBe("tls");
		const noHandshakes = usage(x509.KeyUsageFlags.keyAgreement);
		expect(
			check([await make(intermediate, server, { extensions: [san(HOST), noHandshakes] }), intermediateDER]),
		).toBe("tls");
	});
});

describe("The name", () => {
	test.each([
		["smtp.office365.com", "smtp.office365.com", "holds"],
		["smtp.office365.com", "SMTP.Office365.com", "holds"],
		["*.office365.com", "smtp.office365.com", "holds"],
		["*.office365.com", "a.smtp.office365.com", "wrong-host"],
		["*.office365.com", "office365.com", "wrong-host"],
		["*.com", "office365.com", "wrong-host"],
		["s*.office365.com", "smtp.office365.com", "wrong-host"],
		["office365.com", "smtp.office365.com", "wrong-host"],
		["smtp.office365.com.example", "smtp.office365.com", "wrong-host"],
		["smtp.office365.com\0.example", "smtp.office365.com", "wrong-host"],
	])("%s for the host %s: %s", async (name, host, outcome) => {
		const own = await make(intermediate, server, { extensions: [san(name)] });
		expect(check([own, intermediateDER], { host })).toBe(outcome);
	});

	test("counts only among the alternative names, not as the subject's", async () => {
		const own = await make(intermediate, { ...server, name: `CN=${HOST}` });
		expect(check([own, intermediateDER])).toBe("wrong-host");
	});
});

describe("A certificate is read", () => {
	test("as Node.js reads it, dates before and after 2050 included", async () => {
		const to = Date.UTC(2051, 1, 2, 3, 4, 5);
		const der = await make(root, server, { from: Date.UTC(1999, 11, 31, 23, 59, 58), to });
		const seen = new Certificate(der);
		expect(new Date(seen.notBefore)).toEqual(new Date(new NodeCertificate(der).validFrom));
		expect(seen.notAfter).toBe(to);
	});
});
