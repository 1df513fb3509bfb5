import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FACES } from "./faces";
import { packageFile, renderFace } from "./render";

/*
 * Draws the fonts of panel and status sheet anew: `node tools/run.mjs tools/fonts/main.ts`. The results are committed, so
 * this is only needed when `faces.ts` or the family changes.
 */

const folder = fileURLToPath(new URL("../../modules/graphics/resources/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const face of FACES) {
	const { fnt, png } = renderFace(face);
	writeFileSync(`${folder}${face.name}.fnt`, fnt);
	writeFileSync(`${folder}${face.name}.png`, png);
	process.stdout.write(`${face.name}: ${fnt.byteLength + png.byteLength} bytes\n`);
}
copyFileSync(packageFile("LICENSE_FONT"), `${folder}TimbreSans-OFL.txt`);
