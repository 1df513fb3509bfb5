import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Certificate } from "../../hosts/moddable/ssl/certificate";
import { ROOTS } from "../../hosts/moddable/ssl/roots";
import { trustedRoot } from "../../tools/roots/trusted";

const folder = fileURLToPath(new URL("../../hosts/moddable/ssl/roots/", import.meta.url));

describe("The roots that a board ships with", () => {
	test("are those that Node.js trusts too, byte by byte, and no others", () => {
		expect(readdirSync(folder).sort()).toEqual(ROOTS.map(({ resource }) => resource).sort());
		for (const root of ROOTS) expect(readFileSync(join(folder, root.resource))).toEqual(trustedRoot(root));
	});

	test("are authorities' that the verifier can read", () => {
		for (const { resource } of ROOTS) {
			const der = readFileSync(join(folder, resource));
			const root = new Certificate(new Uint8Array(der));
			expect(root.authority && root.maySignCertificates && root.forServers).toBe(true);
			expect(root.hasUnknownCritical).toBe(false);
			expect(new Date(root.notAfter)).toEqual(new Date(new X509Certificate(der).validTo));
		}
	});

	test("are found by digest, and only under their own name", () => {
		const [root] = ROOTS;
		if (!root) throw new Error("no roots");
		expect(() => trustedRoot({ ...root, name: "DigiCert Global Root G3" })).toThrow("is not");
		expect(() => trustedRoot({ ...root, sha256: "00" })).toThrow("trusts no root");
	});
});
