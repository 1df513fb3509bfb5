import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ROOTS } from "../../hosts/moddable/ssl/roots";
import { trustedRoot } from "./trusted";

/*
 * Writes the root certificates that a board ships with anew: `node tools/run.mjs tools/roots/main.ts`. The results are
 * committed, so this is only needed when `hosts/moddable/ssl/roots.ts` changes.
 */

const folder = fileURLToPath(new URL("../../hosts/moddable/ssl/roots/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const root of ROOTS) {
	const certificate = trustedRoot(root);
	writeFileSync(folder + root.resource, certificate);
	process.stdout.write(`${root.resource}: ${certificate.byteLength} bytes, ${root.name}\n`);
}
